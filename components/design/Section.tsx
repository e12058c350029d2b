import type { ReactNode } from 'react';

/** One part of the style page. */
export function Section({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  const id = title.toLowerCase().replace(/[^a-z]+/g, '-');
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="flex flex-col gap-4 border-line border-t pt-6"
    >
      <div className="flex flex-col gap-1">
        <h2 id={`${id}-title`} className="font-semibold text-base">
          {title}
        </h2>
        <p className="max-w-2xl text-ink-muted">{about}</p>
      </div>
      {children}
    </section>
  );
}
