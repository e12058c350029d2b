import type { Value } from '@/lib/tally/column';

/** What pickers show beside a name: how much there is, how fresh, what it holds now. */
export type DataFacts = {
  freshness: readonly { stream: string; rows: number; to: number | null }[];
  lastValues: readonly { stream: string; column: string; value: Value }[];
};

export const noFacts: DataFacts = { freshness: [], lastValues: [] };
