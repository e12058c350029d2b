'use client';

import { Search, X } from 'lucide-react';
import {
  type ReactNode,
  type RefObject,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { announce } from '@/components/ui/announce';
import { cn } from '@/components/ui/cn';
import { Input } from '@/components/ui/Input';
import { KindIcon } from '@/components/ui/KindIcon';
import { type Block, ports } from '@/lib/blocks/block';
import { blocks } from '@/lib/blocks/registry';
import { PortMark } from './canvas/PortMark';
import { countOf, type Group, type PortFilter, searchBlocks } from './model/palette';
import { portTitles } from './model/words';

/** What a block that is dragged carries. */
export const BLOCK_DRAG = 'application/x-tocsin-block';

type BlockListProps = {
  onChoose: (block: Block) => void;
  filter?: PortFilter | null;
  /** What the filter is, shown as a chip that can be taken away. */
  filterWords?: string | null;
  onClearFilter?: (() => void) | undefined;
  draggable?: boolean;
  searchRef?: RefObject<HTMLInputElement | null>;
  empty?: ReactNode;
};

/** Blocks by kind with a search over names, synonyms and purposes. */
export function BlockList(props: BlockListProps) {
  const { onChoose, filter = null, filterWords, onClearFilter, draggable = false, searchRef } = props;
  const [query, setQuery] = useState('');
  const asked = useDeferredValue(query);
  const groups = useMemo(() => searchBlocks(blocks, asked, filter), [asked, filter]);
  const count = countOf(groups);
  const own = useRef<HTMLDivElement>(null);
  useCount(asked, count);
  const first = () => own.current?.querySelector<HTMLButtonElement>('[data-block]');
  return (
    <div ref={own} className="flex min-h-0 flex-1 flex-col gap-2">
      <Input
        ref={searchRef}
        type="search"
        value={query}
        aria-label="Search blocks"
        placeholder="Search: drift, latency, null …"
        icon={<Search size={14} />}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') first()?.focus();
          if (event.key === 'Enter' && groups[0]?.blocks[0]) onChoose(groups[0].blocks[0]);
          if (event.key === 'ArrowDown' || event.key === 'Enter') event.preventDefault();
        }}
      />
      {filterWords && (
        <button
          type="button"
          onClick={onClearFilter}
          className="inline-flex min-h-6 items-center gap-1 self-start rounded-full border border-accent bg-accent-soft px-2.5 py-0.5 text-accent-ink text-xs"
        >
          {filterWords}
          <X size={12} aria-hidden="true" />
          <span className="sr-only">Show all blocks</span>
        </button>
      )}
      <p className="text-ink-faint text-xs">{count === 1 ? '1 block' : `${count} blocks`}</p>
      <div className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1 pb-4">
        {groups.map((group) => (
          <BlockGroup key={group.id} group={group} onChoose={onChoose} draggable={draggable} />
        ))}
        {count === 0 && (
          <p className="py-6 text-center text-ink-muted text-sm">
            Nothing matches. Try fewer letters{filterWords ? ', or show all blocks' : ''}.
          </p>
        )}
      </div>
    </div>
  );
}

/** Says the count once typing has paused. */
function useCount(query: string, count: number) {
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = query === '';
      if (query === '') return;
    }
    const timer = setTimeout(
      () => announce(`${count} ${count === 1 ? 'block matches' : 'blocks match'}`),
      400,
    );
    return () => clearTimeout(timer);
  }, [query, count]);
}

function BlockGroup({
  group,
  onChoose,
  draggable,
}: { group: Group } & Pick<BlockListProps, 'onChoose' | 'draggable'>) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mb-3">
      <h3 id={id} className="sticky top-0 z-10 bg-surface py-1 font-medium text-ink-faint text-xs">
        {group.title}
      </h3>
      <ul className="flex flex-col gap-0.5">
        {group.blocks.map((block) => (
          <li key={block.type}>
            <BlockEntry block={block} onChoose={onChoose} draggable={draggable === true} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type BlockEntryProps = { block: Block; onChoose: (block: Block) => void; draggable: boolean };

function BlockEntry({ block, onChoose, draggable }: BlockEntryProps) {
  const { takes, gives } = ports[block.kind];
  const wires = [takes && `takes ${portTitles[takes]}`, gives && `gives ${portTitles[gives]}`].filter(
    Boolean,
  );
  return (
    <button
      type="button"
      data-block={block.type}
      draggable={draggable}
      onDragStart={(event) => {
        event.dataTransfer.setData(BLOCK_DRAG, block.type);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={() => onChoose(block)}
      onKeyDown={moveFocus}
      title={block.when}
      className={cn(
        'flex w-full items-start gap-2.5 rounded-md border border-transparent px-2 py-1.5 text-left hover:bg-surface-hover focus-visible:outline-offset-[-2px]',
        draggable && 'cursor-grab',
      )}
    >
      <KindIcon kind={block.kind} className="mt-0.5 size-6" />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5">
          <span className="min-w-0 font-medium text-sm">{block.title}</span>
          <span className="ml-auto inline-flex shrink-0 items-center gap-0.5">
            {takes && <PortMark port={takes} hollow />}
            {gives && <PortMark port={gives} />}
          </span>
        </span>
        <span className="line-clamp-2 text-ink-faint text-xs">{block.summary}</span>
        <span className="sr-only">{wires.join(', ')}</span>
      </span>
    </button>
  );
}

/** Up and down walk the list. */
function moveFocus(event: React.KeyboardEvent<HTMLButtonElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const list = event.currentTarget.closest('[data-block-list], .overflow-y-auto');
  const entries = [...(list?.querySelectorAll<HTMLButtonElement>('[data-block]') ?? [])];
  entries[entries.indexOf(event.currentTarget) + step]?.focus();
}
