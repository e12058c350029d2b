import * as z from 'zod';
import { columnRef, defineDetector, scored, unscored } from '@/lib/blocks/block';
import { noValues } from '@/lib/blocks/distribution';
import { figure, rowCount } from '@/lib/blocks/words';
import { quantileFromBins } from '@/lib/stats/quantileFromBins';
import type { WeightedValue } from '@/lib/stats/wassersteinFromBins';
import { logBinBounds, NOT_A_NUMBER_LOG, perOctaveFor } from '@/lib/tally/key';
import type { Tally } from '@/lib/tally/tally';

/** How far the answer may be from the quantile of the rows, as a share of it. */
const RELATIVE_ERROR = 0.01;
const PER_OCTAVE = perOctaveFor(RELATIVE_ERROR);

/** Quantile of a column of numbers, within 1 % of its value (numpy's method `lower`). */
export const quantile = defineDetector({
  type: 'quantile',
  title: 'Quantile',
  category: 'response time',
  unit: 'column',
  worse: 'higher',
  summary: 'The value that a given share of rows stays at or below, such as the p95 of response times.',
  when: 'Reach for it for response times, tokens and costs, where the slow or dear few matter more than the average. The answer is within 1 % of the exact one.',
  synonyms: ['percentile', 'p50', 'p95', 'p99', 'median', 'latency', 'tail latency', 'response time'],
  sources: ['Masson, Rim and Lee 2019, DDSketch'],
  params: z.strictObject({
    column: columnRef({ wants: 'number' }),
    q: z
      .number()
      .min(0)
      .max(1)
      .default(0.95)
      .meta({ title: 'Quantile', description: '0.5 is the median, 0.95 the p95.' }),
  }),
  example: { column: 'latency_ms', q: 0.95 },
  run: ({ column, q }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [{ column, bin: { kind: 'log', perOctave: PER_OCTAVE } }] }),
    score: ({ current, reference }) => {
      const points = pointsOf(current);
      const rows = points.reduce((total, point) => total + point.count, 0);
      const value = quantileFromBins(points, q);
      if (value === null) return unscored(noValues(column, current));
      if (!Number.isFinite(value)) return unscored(`${nameOf(q)} of ${column} is infinite`, rows);
      const before = reference ? quantileFromBins(pointsOf(reference), q) : null;
      const beside = before === null ? '' : `, ${figure(before)} in the reference`;
      const sentence = `${nameOf(q)} of ${column} is ${figure(value)} over ${rowCount(rows)}${beside}`;
      return scored(value, rows, { sentence, parts: [] });
    },
  }),
});

/** `p95`, `p99.9`. */
const nameOf = (q: number) => `p${Number((q * 100).toPrecision(6))}`;

/** The middle of each log bin with its rows; rows without a number are left out. */
function pointsOf(tally: Tally): WeightedValue[] {
  return tally.cells.flatMap(({ key, count }) => {
    const index = key[0];
    if (typeof index !== 'number' || index === NOT_A_NUMBER_LOG) return [];
    const [low, high] = logBinBounds(index, PER_OCTAVE);
    return [{ value: low === high ? low : low + (high - low) / 2, count }];
  });
}
