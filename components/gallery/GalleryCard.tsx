import Link from 'next/link';
import { Badge } from '@/components/ui/Badge';
import { aspectWords, domainWords, systemWords, type TemplateCard } from './filterTemplates';

/** A template in the list: the whole card leads to its page. */
export function GalleryCard({ card }: { card: TemplateCard }) {
  return (
    <article className="relative flex w-full flex-col gap-3 rounded-lg border border-line bg-surface p-4 focus-within:border-line-strong hover:border-line-strong">
      <div className="flex flex-col gap-1">
        <p className="text-ink-faint text-xs">
          {domainWords[card.domain]} · {systemWords[card.system]}
        </p>
        <h2 className="font-semibold text-base">
          <Link href={`/gallery/${card.id}`} className="after:absolute after:inset-0 after:rounded-lg">
            {card.title}
          </Link>
        </h2>
        <p className="text-ink-muted">{card.summary}</p>
      </div>
      <p className="mt-auto flex flex-wrap items-center gap-1.5">
        <span className="mr-1 text-ink-faint text-xs">{card.monitors} monitors</span>
        {card.aspects.map((aspect) => (
          <Badge key={aspect}>{aspectWords[aspect]}</Badge>
        ))}
      </p>
    </article>
  );
}
