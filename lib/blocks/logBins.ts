import type { WeightedValue } from '@/lib/stats/gapIntegral';
import { isComputable } from '@/lib/stats/notComputable';
import { quantileFromBins } from '@/lib/stats/quantileFromBins';
import { quantileInterval, type RangeCount } from '@/lib/stats/quantileInterval';
import { type Bin, logBinBounds, NOT_A_NUMBER_LOG, perOctaveFor } from '@/lib/tally/key';
import type { Tally } from '@/lib/tally/tally';
import { type Score, type ScoreInput, scored, unscored } from './block';
import { noValues } from './distribution';
import { figure, percent, rowCount } from './words';

/** How far a quantile may be from that of the rows, as a share of it. */
const RELATIVE_ERROR = 0.01;
const PER_OCTAVE = perOctaveFor(RELATIVE_ERROR);
const LEVEL = 0.95;

/** Bins of numbers of any size, within 1 % of each value. */
export const logBin: Bin = { kind: 'log', perOctave: PER_OCTAVE };

/** A quantile of the first key, which is in `logBin`, with its interval. `what` names the values in words. */
export function quantileScore(ask: { what: string; q: number }, { current, reference }: ScoreInput): Score {
  const { what, q } = ask;
  const name = `${quantileName(q)} of ${what}`;
  const bins = binsOf(current);
  const rows = bins.reduce((total, bin) => total + bin.count, 0);
  const value = valueAt(bins, q);
  if (value === null) return unscored(noValues(what, current));
  if (!Number.isFinite(value)) return unscored(`${name} is infinite`, rows);
  const before = reference ? valueAt(binsOf(reference), q) : null;
  const beside = before === null || !Number.isFinite(before) ? '' : `, ${figure(before)} in the reference`;
  const sentence = `${name} is ${figure(value)} over ${rowCount(rows)}${intervalOf(bins, q)}${beside}`;
  return scored(value, rows, { sentence, parts: [] });
}

/** `p95`, `p99.9`, `the median`. */
function quantileName(q: number): string {
  return q === 0.5 ? 'the median' : `p${Number((q * 100).toPrecision(6))}`;
}

/** The bins in ascending order; rows without a number are left out. */
function binsOf(tally: Tally): RangeCount[] {
  return tally.cells
    .flatMap(({ key, count }) => {
      const index = key[0];
      if (typeof index !== 'number' || index === NOT_A_NUMBER_LOG) return [];
      const [low, high] = logBinBounds(index, PER_OCTAVE);
      return [{ low, high, count }];
    })
    .sort((a, b) => a.low - b.low);
}

function valueAt(bins: readonly RangeCount[], q: number): number | null {
  const points = bins.map(({ low, high, count }): WeightedValue => {
    return { value: low === high ? low : low + (high - low) / 2, count };
  });
  const value = quantileFromBins(points, q);
  return isComputable(value) ? value : null;
}

/** Where the quantile of the process lies that these rows come from. */
function intervalOf(bins: readonly RangeCount[], q: number): string {
  if (q === 0 || q === 1) return '';
  const { low, high } = quantileInterval(bins, { q, level: LEVEL });
  const name = `${percent(LEVEL)} interval`;
  const [hasLow, hasHigh] = [Number.isFinite(low ?? Infinity), Number.isFinite(high ?? Infinity)];
  if (hasLow && hasHigh) return ` (${name} ${figure(low ?? 0)} to ${figure(high ?? 0)})`;
  if (hasLow) return ` (${name} from ${figure(low ?? 0)}; too few rows to bound it above)`;
  if (hasHigh) return ` (${name} up to ${figure(high ?? 0)}; too few rows to bound it below)`;
  return ' (too few rows for an interval)';
}
