import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

type PageHeaderProps = {
  title: ReactNode;
  /** One sentence: what this page is for. */
  description?: ReactNode;
  /** The page above this one. */
  parent?: { href: string; label: string } | undefined;
  /** Badges beside the title. */
  meta?: ReactNode;
  actions?: ReactNode;
};

/** The page's one h1. */
export function PageHeader({ title, description, parent, meta, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pb-6">
      <div className="flex min-w-0 flex-col gap-1">
        {parent && (
          <nav aria-label="Breadcrumb" className="text-ink-faint text-sm">
            <Link
              href={parent.href}
              className="inline-flex items-center gap-1 py-0.5 hover:text-ink hover:underline"
            >
              <ChevronLeft size={14} aria-hidden="true" />
              {parent.label}
            </Link>
          </nav>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
          {meta}
        </div>
        {description && <p className="max-w-2xl text-ink-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
