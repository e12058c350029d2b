import { type Score, type SeriesPoint, type Unit, unscored } from '@/lib/blocks/block';
import { type Plan, type PlannedAnalyser, seriesNode } from '@/lib/compile/plan';
import { fingerprint } from '@/lib/core/ids';
import type { Millis } from '@/lib/core/time';
import type { NodeScore } from './evaluate';
import type { Past, PastPoint } from './trail';
import { wantsPrevious } from './windows';

export type Analysing = {
  slot: Millis;
  /** The scores of the node that it reads, one a segment. */
  entries: readonly NodeScore[];
  past: Past;
};

/** One analyser at one slot: a score for every score of its input. Each segment has a past of its own. */
export function analyse(plan: Plan, analyser: PlannedAnalyser, at: Analysing): NodeScore[] {
  const input = seriesNode(plan, analyser.input);
  const { everyMs, windowMs } = plan.schedule;
  return at.entries.map((entry) => {
    const print = fingerprint(entry.labels);
    const base = { ...entry, node: analyser.id, previous: null, reference: null };
    const { score } = entry;
    const labels = score.labels === undefined ? {} : { labels: score.labels };
    if (!score.ok) return { ...base, score: { ...notYet(score, score.rows), ...labels } };
    const earlier = at.past(analyser.input, print);
    const points = lastWindows(
      earlier,
      { slot: at.slot, value: score.value },
      {
        everyMs,
        windows: analyser.lookback,
      },
    );
    const unit = input?.unit ?? 'score';
    const asked = { points, everyMs, unit, name: input?.title ?? analyser.input };
    const found = analyser.run.analyse(asked);
    const counted = countedMs(score, unit) === undefined ? {} : { countedMs: windowMs };
    const own = wantsPrevious(plan, analyser.id) ? at.past(analyser.id, print) : [];
    return {
      ...base,
      score: {
        ...(found.ok ? { ...found, rows: score.rows, ...counted } : notYet(found, score.rows)),
        ...labels,
      },
      previous: previousOf(own, at.slot - windowMs, counted),
    };
  });
}

/** No score, and whether that is only because it is early. */
const notYet = ({ why, early }: { why: string; early?: true }, rows: number): Score => ({
  ...unscored(why, rows),
  ...(early ? { early } : {}),
});

/** A count, a total or an age is judged however few rows it rests on, and so is what is worked out from it. */
function countedMs(score: Extract<Score, { ok: true }>, unit: Unit): number | undefined {
  return unit === 'rows' || unit === 'ms' ? 0 : score.countedMs;
}

/** The windows up to now, none left out: those without a score are there with null. They begin with the first one known. */
function lastWindows(
  earlier: readonly PastPoint[],
  now: SeriesPoint,
  { everyMs, windows }: { everyMs: Millis; windows: number },
): SeriesPoint[] {
  const oldest = now.slot - (windows - 1) * everyMs;
  const known = new Map<Millis, number | null>();
  for (let i = earlier.length - 1; i >= 0; i--) {
    const point = earlier[i];
    if (!point || point.slot < oldest) break;
    if (point.slot < now.slot) known.set(point.slot, point.value);
  }
  const first = Math.max(oldest, Math.min(now.slot, earlier[0]?.slot ?? now.slot));
  const points: SeriesPoint[] = [];
  for (let slot = first; slot < now.slot; slot += everyMs)
    points.push({ slot, value: known.get(slot) ?? null });
  return [...points, now];
}

function previousOf(own: readonly PastPoint[], slot: Millis, counted: { countedMs?: number }): Score | null {
  const point = own.findLast((one) => one.slot === slot);
  if (!point) return null;
  if (point.value === null) return unscored('that window gave no value', point.rows);
  return { ok: true, value: point.value, rows: point.rows, ...counted };
}
