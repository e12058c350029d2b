import type { ReactNode } from 'react';
import { useId } from 'react';
import { cn } from './cn';

type CardProps = {
  title?: ReactNode;
  description?: ReactNode;
  /** Buttons at the title's right. */
  actions?: ReactNode;
  headingLevel?: 2 | 3 | 4 | undefined;
  /** Content that brings its own edges, such as a table. */
  flush?: boolean | undefined;
  className?: string | undefined;
  children?: ReactNode;
};

export function Card(props: CardProps) {
  const { title, description, actions, headingLevel = 2, flush = false, className, children } = props;
  const id = useId();
  const Heading = `h${headingLevel}` as const;
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={cn('min-w-0 rounded-lg border border-line bg-surface', className)}
    >
      {(title || actions) && (
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-4 pb-3">
          <div className="flex min-w-0 flex-col gap-0.5">
            <Heading id={id} className="font-semibold text-sm">
              {title}
            </Heading>
            {description && <p className="text-ink-muted text-sm">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
      )}
      <div className={cn(!flush && 'px-4 pb-4', !flush && !title && !actions && 'pt-4')}>{children}</div>
    </section>
  );
}
