import { rhythmOf, type Series } from './series';
import { createSlidingMedian, medianOf } from './slidingMedian';
import { chooseUsual, levelRows, type Usual } from './usual';

/** How unusual each row is, told from the rows before it. */
export type Surprise = {
  /** The distance from what is usual, in usual distances: about 1 is an ordinary day. At least 0; 0 where a value is missing. */
  score: Float64Array;
  usual: Usual;
  /** The usual distance at each row, in the series' unit. */
  scale: Float64Array;
};

/** Which side counts. */
export type Side = 'both' | 'above' | 'below';
/** `learnUntil`: rows before it choose the season and the overall scale; nothing after it is looked at for that. */
export type SurpriseOptions = { learnUntil: number; side?: Side };

/** The scale never falls under this share of the overall one, so that a quiet hour does not make everything surprising. */
const SCALE_FLOOR = 0.25;
const SCALE_ROWS_MIN = 200;
/** A series that hardly ever moves has a usual distance of 0: this share of its range stands in. */
const STILL_SHARE = 1e-3;

/**
 * The distance of each value from what is usual there, over a slow robust scale. All causal: a replay of the past gives
 * what production would have given.
 */
export function surpriseOf(series: Series, { learnUntil, side = 'both' }: SurpriseOptions): Surprise {
  const rhythm = rhythmOf(series);
  const usual = chooseUsual(series, rhythm, learnUntil);
  const rest = series.values.map((value, i) => value - (usual.values[i] as number));
  const size = rest.map(Math.abs);
  const overall =
    medianOf(size.slice(0, learnUntil)) || STILL_SHARE * rangeOf(series.values.slice(0, learnUntil)) || 1;
  const window = createSlidingMedian(Math.max(levelRows(rhythm), SCALE_ROWS_MIN));
  const scale = size.map((value) => {
    const slow = window.median(30);
    window.push(value);
    return Math.max(Number.isNaN(slow) ? overall : slow, SCALE_FLOOR * overall);
  });
  const score = rest.map((value, i) => {
    const distance = sided(value, side) / (scale[i] as number);
    return Number.isNaN(distance) ? 0 : distance;
  });
  return { score, usual, scale };
}

function sided(value: number, side: Side): number {
  if (side === 'both') return Math.abs(value);
  return Math.max(0, side === 'above' ? value : -value);
}

function rangeOf(values: Float64Array): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high > low ? high - low : 0;
}
