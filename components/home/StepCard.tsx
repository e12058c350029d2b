import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type StepCardProps = {
  title: string;
  description: string;
  icon: LucideIcon;
  children: ReactNode;
};

/** One way to begin. */
export function StepCard({ title, description, icon: Icon, children }: StepCardProps) {
  return (
    <section className="flex min-w-0 flex-col gap-4 rounded-lg border border-line bg-surface p-5">
      <div className="flex items-start gap-3">
        <span className="flex size-9 shrink-0 items-center justify-center rounded-md border border-transparent bg-accent-soft text-accent-ink">
          <Icon size={18} aria-hidden="true" />
        </span>
        <div className="flex min-w-0 flex-col gap-0.5">
          <h2 className="font-semibold text-base">{title}</h2>
          <p className="text-ink-muted text-sm">{description}</p>
        </div>
      </div>
      {children}
    </section>
  );
}
