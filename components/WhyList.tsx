import { ExternalLink } from 'lucide-react';
import type { Why } from '@/lib/spec/schema';
import { Foreign } from './Foreign';

const isWeb = (link: string) => /^https?:\/\//i.test(link);

/** Why something is watched: from the objective of the business down to who looks. */
export function WhyList({ why }: { why: Why }) {
  const entries = [
    { term: 'Objective', text: why.objective },
    { term: 'Requirement', text: why.requirement },
    { term: 'Owner', text: why.owner },
  ].flatMap(({ term, text }) => (text ? [{ term, text }] : []));
  if (entries.length === 0 && !why.link) {
    return (
      <p className="text-ink-muted text-sm">
        Nobody has said yet why this is watched. Add the objective, the requirement and the owner in the
        builder; alerts then carry them.
      </p>
    );
  }
  return (
    <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[7rem_1fr]">
      {entries.map(({ term, text }) => (
        <div key={term} className="contents">
          <dt className="text-ink-faint">{term}</dt>
          <dd>
            <Foreign text={text} max={1_000} />
          </dd>
        </div>
      ))}
      {why.link && (
        <div className="contents">
          <dt className="text-ink-faint">Link</dt>
          <dd>
            {isWeb(why.link) ? (
              <a
                href={why.link}
                target="_blank"
                rel="noreferrer noopener"
                className="inline-flex min-h-6 items-center gap-1 text-accent-ink hover:underline"
              >
                <Foreign text={why.link} max={80} />
                <ExternalLink size={13} aria-hidden="true" className="shrink-0" />
                <span className="sr-only">(opens in a new tab)</span>
              </a>
            ) : (
              <Foreign text={why.link} max={80} />
            )}
          </dd>
        </div>
      )}
    </dl>
  );
}
