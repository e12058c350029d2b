import type { TallySpec } from '@/lib/tally/tally';
import type { WindowQuery } from './cache';
import type { Resolved } from './relation';

/** A tally that was asked for of the same rows, in the same buckets. */
type Asked = { key: string; spec: TallySpec; until: number };

/** A tally that was not asked for in so many buckets is no longer wanted. */
const FORGOTTEN_AFTER = 10;
/** Sets of rows known at once; beyond that all are forgotten, which costs one scan each. */
const ROWS_MAX = 20_000;

/**
 * Which tallies are asked for of the same rows again and again. A hundred monitors of a stream look at each new minute one
 * after the other; whoever comes first reads it for all of them.
 */
export function createCompanions() {
  const byRows = new Map<string, Map<string, Asked>>();
  const rowsOf = (resolved: Resolved, { bucketMs }: WindowQuery): string =>
    `${resolved.identity} ${bucketMs} ${JSON.stringify(resolved.relation.where)}`;

  return {
    note(resolved: Resolved, query: WindowQuery, key: string): void {
      if (resolved.time === null || query.bucketMs === null) return;
      const rows = rowsOf(resolved, query);
      if (byRows.size > ROWS_MAX) byRows.clear();
      const known = byRows.get(rows) ?? new Map<string, Asked>();
      byRows.set(rows, known);
      const until = Math.max(query.span.to, known.get(key)?.until ?? 0);
      known.set(key, { key, spec: query.spec, until });
    },
    /** Those that were asked for lately. */
    of(resolved: Resolved, query: WindowQuery): Asked[] {
      if (resolved.time === null || query.bucketMs === null) return [];
      const known = byRows.get(rowsOf(resolved, query));
      if (!known) return [];
      const since = query.span.to - FORGOTTEN_AFTER * query.bucketMs;
      for (const one of known.values()) if (one.until < since) known.delete(one.key);
      return [...known.values()];
    },
  };
}
