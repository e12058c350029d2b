import { Bell, BookOpen, Database, House, LayoutGrid, type LucideIcon, Plug, Workflow } from 'lucide-react';

export type Destination = { href: string; label: string; icon: LucideIcon };

/** Where the navigation leads; the first four also stand in the bar of a narrow screen. */
export const destinations: readonly Destination[] = [
  { href: '/', label: 'Home', icon: House },
  { href: '/monitors', label: 'Monitors', icon: Workflow },
  { href: '/alerts', label: 'Alerts', icon: Bell },
  { href: '/streams', label: 'Streams', icon: Database },
  { href: '/gallery', label: 'Gallery', icon: LayoutGrid },
  { href: '/connections', label: 'Connections', icon: Plug },
  { href: '/reference', label: 'Reference', icon: BookOpen },
];

/** Whether a path is a destination or lies below it; Home is only itself. */
export function isWithin(path: string, href: string): boolean {
  return path === href || (href !== '/' && path.startsWith(`${href}/`));
}
