import Link from 'next/link';
import { KindIcon, kindWords } from '@/components/ui/KindIcon';
import { type Block, categories, kinds } from '@/lib/blocks/block';
import { blocksOfKind } from '@/lib/blocks/registry';

const kindSentences = {
  source: 'Where rows come from.',
  transform: 'Which rows are looked at, and how they are split.',
  detector: 'Turns the rows of a window into one number.',
  analyser: 'Compares a number with those of the windows before.',
  threshold: 'Says when the number is bad.',
  logic: 'Takes several verdicts together.',
  action: 'Tells somebody.',
} as const;

/** Every block, by kind, in the order in which they follow each other; detectors by what they are for. */
export function BlockList() {
  return (
    <div className="flex flex-col gap-8">
      {kinds.map((kind) => (
        <section key={kind} aria-labelledby={`kind-${kind}`} className="flex flex-col gap-3">
          <div className="flex items-center gap-3">
            <KindIcon kind={kind} />
            <div>
              <h2 id={`kind-${kind}`} className="font-semibold text-base">
                {kindWords[kind]}
              </h2>
              <p className="text-ink-muted">{kindSentences[kind]}</p>
            </div>
          </div>
          {kind === 'detector' ? (
            categories.map((category) => (
              <section key={category} aria-labelledby={idOf(category)} className="flex flex-col gap-2 pt-2">
                <h3 id={idOf(category)} className="font-medium first-letter:uppercase">
                  {category}
                </h3>
                <Blocks blocks={blocksOfKind(kind).filter((block) => block.category === category)} />
              </section>
            ))
          ) : (
            <Blocks blocks={blocksOfKind(kind)} />
          )}
        </section>
      ))}
    </div>
  );
}

const idOf = (category: string) => `category-${category.replaceAll(' ', '-')}`;

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return (
    <ul className="grid overflow-hidden rounded-lg border border-line sm:grid-cols-2">
      {blocks.map((block) => (
        <li
          key={block.type}
          className="relative -mb-px flex flex-col gap-0.5 border-line border-b bg-surface p-3 hover:bg-surface-hover"
        >
          <p className="flex flex-wrap items-baseline gap-x-2">
            <Link
              href={`/reference/blocks/${block.type}`}
              className="font-medium after:absolute after:inset-0"
            >
              {block.title}
            </Link>
            <code className="font-mono text-ink-faint text-xs">{block.type}</code>
          </p>
          <p className="text-ink-muted">{block.summary}</p>
        </li>
      ))}
    </ul>
  );
}
