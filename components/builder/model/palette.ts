import {
  type Block,
  categories,
  type DetectorRun,
  type Kind,
  kinds,
  type Port,
  ports,
  type ThresholdRun,
} from '@/lib/blocks/block';
import { blockOf } from '@/lib/blocks/registry';

export const groupTitles: Readonly<Record<Kind, string>> = {
  source: 'Sources',
  transform: 'Transforms',
  detector: 'Detectors',
  analyser: 'Analysers',
  threshold: 'Thresholds',
  logic: 'Combine',
  action: 'Actions',
};

/** What a search is limited to: blocks that can be wired to one end. */
export type PortFilter = {
  side: 'in' | 'out' | 'through';
  port: Port;
  /** The type of the block that this end belongs to. */
  type?: string | undefined;
};

export type Group = { id: string; kind: Kind; title: string; blocks: readonly Block[] };

/**
 * Blocks that can be connected: `out` means behind a node that gives this port, `in` before one that takes it,
 * `through` into a wire.
 */
function fitsFilter(block: Block, filter: PortFilter | null): boolean {
  if (!filter) return true;
  const { takes, gives } = ports[block.kind];
  if (filter.side === 'in') return gives === filter.port;
  if (filter.side === 'through') return takes === filter.port && gives === filter.port;
  return takes === filter.port && (!asksUsual(block) || knowsUsual(blockOf(filter.type ?? '')));
}

/** What is usual by chance is known of distances only. */
function asksUsual(block: Block): boolean {
  return block.kind === 'threshold' && (runOf(block) as ThresholdRun | null)?.compares === 'usual';
}

function knowsUsual(block: Block | undefined): boolean {
  if (block?.kind === 'analyser') return false;
  return block?.kind !== 'detector' || (runOf(block) as DetectorRun | null)?.nullModel !== undefined;
}

function runOf(block: Block): unknown {
  const binding = block.bind(block.example);
  return binding.ok ? binding.run : null;
}

/** Blocks by kind, detectors by what they are for. With words to search for, those that match best come first, by kind. */
export function searchBlocks(
  blocks: readonly Block[],
  query: string,
  filter: PortFilter | null = null,
): Group[] {
  const open = blocks.filter((block) => fitsFilter(block, filter));
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const ranked = open
    .map((block) => ({ block, rank: rankOf(block, words) }))
    .filter(({ rank }) => rank !== null)
    .map(({ block, rank }) => ({ block, rank: rank ?? 0 }));
  const groups = kindsFor(filter)
    .map((kind) => {
      const own = ranked.filter(({ block }) => block.kind === kind).sort((a, b) => a.rank - b.rank);
      return { kind, own, best: own[0]?.rank ?? Number.POSITIVE_INFINITY };
    })
    .filter(({ own }) => own.length > 0)
    .sort((a, b) => (words.length > 0 ? a.best - b.best : 0))
    .map(({ kind, own }) => ({
      id: kind,
      kind,
      title: groupTitles[kind],
      blocks: own.map(({ block }) => block),
    }));
  return words.length > 0 ? groups : groups.flatMap(byCategory);
}

/** A long list of detectors is read by what they are for. */
function byCategory(group: Group): Group[] {
  if (group.kind !== 'detector') return [group];
  return categories.flatMap((category) => {
    const own = group.blocks.filter((block) => 'category' in block && block.category === category);
    if (own.length === 0) return [];
    return [{ id: category, kind: group.kind, title: `${group.title}: ${category}`, blocks: own }];
  });
}

/** In the order of the flow; behind a series the thresholds first, because most series are judged as they are. */
function kindsFor(filter: PortFilter | null): readonly Kind[] {
  if (filter?.side !== 'out' || filter.port !== 'series') return kinds;
  return [...kinds].sort((a, b) => Number(a === 'analyser') - Number(b === 'analyser'));
}

export const countOf = (groups: readonly Group[]): number =>
  groups.reduce((sum, group) => sum + group.blocks.length, 0);

/** Lower is better; null where a word is found nowhere. */
function rankOf(block: Block, words: readonly string[]): number | null {
  let rank = 0;
  for (const word of words) {
    const own = rankOfWord(block, word);
    if (own === null) return null;
    rank += own;
  }
  return rank;
}

function rankOfWord(block: Block, word: string): number | null {
  const title = block.title.toLowerCase();
  if (title.startsWith(word) || block.type.startsWith(word)) return 0;
  if (startsWord(title, word) || startsWord(block.type.replaceAll('_', ' '), word)) return 1;
  const synonyms = block.synonyms.map((synonym) => synonym.toLowerCase());
  if (synonyms.some((synonym) => startsWord(synonym, word))) return 2;
  if (title.includes(word) || block.type.includes(word)) return 3;
  if (startsWord(`${block.summary} ${categoryOf(block)}`.toLowerCase(), word)) return 4;
  return [...synonyms, block.summary.toLowerCase()].some((text) => text.includes(word)) ? 5 : null;
}

function startsWord(text: string, word: string): boolean {
  return text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word));
}

function categoryOf(block: Block): string {
  return 'category' in block && typeof block.category === 'string' ? block.category : '';
}
