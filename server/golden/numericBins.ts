import { doaneEdges } from '@/lib/stats/doaneEdges';
import { histogram } from '@/lib/stats/histogram';
import { isComputable, type NotComputable, notComputable } from '@/lib/stats/notComputable';
import { poolValues } from '@/lib/stats/poolValues';
import { quantileEdges } from '@/lib/stats/quantileEdges';
import { sturgesEdges } from '@/lib/stats/sturgesEdges';
import type { Golden, Inputs } from './golden';

type Sides = { reference: number[]; current: number[] };

/** Both columns; missing values are left out, but for cases that pass them on as NaN. */
export function sidesOf(inputs: Inputs, { note }: Golden): Sides {
  const passed = note?.includes('NaN is passed on') ?? false;
  const side = (name: string) =>
    passed
      ? inputs.column(name).map((value) => (value === null ? Number.NaN : Number(value)))
      : inputs.numbers(name);
  return { reference: side('reference'), current: side('current') };
}

const over = ({ reference, current }: Sides, edges: readonly number[]): Sides => ({
  reference: histogram(reference, edges).counts,
  current: histogram(current, edges).counts,
});

/** Both sides over equal shares of the reference. */
export function quantileCounts(sides: Sides, bins: number): Sides | NotComputable {
  const edges = quantileEdges(sides.reference, bins);
  if (!isComputable(edges)) return edges;
  if (sides.current.some(Number.isNaN)) return notComputable('a value is not a number');
  return over(sides, edges);
}

/** Both sides over Doane's bins of the reference, and a bin more for current values outside, as NannyML does. */
export function doaneCounts({ reference, current }: Sides): (Sides & { bins: number }) | NotComputable {
  const edges = doaneEdges(reference);
  if (!isComputable(edges)) return edges;
  const [then, now] = [histogram(reference, edges), histogram(current, edges)];
  return {
    reference: [...then.counts, 0],
    current: [...now.counts, now.outside],
    bins: then.counts.length,
  };
}

/** More distinct values than these are binned by Evidently; so many or fewer are bins themselves. */
const DISTINCT_MAX = 20;

/** Both sides over their distinct values or over Sturges' bins of all rows, as Evidently does. */
export function jointCounts(sides: Sides): Sides | NotComputable {
  const pooled = poolValues(sides.reference, sides.current);
  if (!isComputable(pooled)) return pooled;
  const { values, reference, current } = pooled;
  if (new Set(sides.reference).size <= DISTINCT_MAX) return { reference, current };
  const rows = sides.reference.length + sides.current.length;
  const edges = sturgesEdges(values[0] ?? 0, values.at(-1) ?? 0, rows);
  return isComputable(edges) ? over(sides, edges) : edges;
}

/** Both sides over Sturges' bins of their distinct values, as Evidently does for Hellinger. */
export function distinctCounts(sides: Sides): Sides | NotComputable {
  const pooled = poolValues(sides.reference, sides.current);
  if (!isComputable(pooled)) return pooled;
  const { values } = pooled;
  const edges = sturgesEdges(values[0] ?? 0, values.at(-1) ?? 0, values.length);
  return isComputable(edges) ? over(sides, edges) : edges;
}
