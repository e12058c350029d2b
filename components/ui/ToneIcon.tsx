import { Info } from 'lucide-react';
import { cn } from './cn';
import { SeverityIcon } from './SeverityIcon';
import type { ToastTone } from './toast';

/** A severity's shape, or the plain "i" for what is only worth knowing. */
export function ToneIcon({ tone, className }: { tone: ToastTone; className?: string | undefined }) {
  if (tone === 'info') {
    return <Info size={16} aria-hidden="true" className={cn('shrink-0 text-accent-ink', className)} />;
  }
  return <SeverityIcon severity={tone} className={className} />;
}
