import { deviationOf, ownTail } from './ownTail';
import { type Rhythm, rhythmOf, type Series } from './series';
import { chooseUsual, type Usual, usualLevel } from './usual';

/** The learned band: how improbable each row is by the rows before it, and where that is worth an alert. */
export type Anomalies = {
  /** Probability, by the series' own past, of a row as unusual as this one; 1 while it learns. */
  probability: Float64Array;
  /** The same as a score in [0, 1]: 0.125 for one row in ten, 0.25 for one in a hundred, 1 from one in 10^8 on. */
  score: Float64Array;
  /** 1 where an alert begins. */
  alerts: Uint8Array;
  season: Usual['season'];
};

/** An alert where a row is less probable than this. */
const LEVEL = 0.002;
/** The first rows are learnt from only. */
const LEARN_SHARE = 0.15;
const LEARN_ROWS_MAX = 750;
const LEARN_ROWS_MIN = 50;
/** An alert stays open, and no second one begins, for this share of the rows that were learnt from. */
const OPEN_SHARE = 0.15;
/** How many days must have been seen before the same time of day can tell more than the level. */
const SEASON_DAYS = 2.2;

/** Judges every row of a series by the rows before it, without any setting. Cost: n log n for practical lengths. */
export function findAnomalies(series: Series): Anomalies {
  const rows = series.values.length;
  const learnRows = Math.min(Math.floor(LEARN_SHARE * rows), LEARN_ROWS_MAX);
  const { probability, season } = rowProbability(series, learnRows);
  const openRows = Math.max(1, Math.floor(OPEN_SHARE * learnRows));
  const alerts = new Uint8Array(rows);
  let last = Number.NEGATIVE_INFINITY;
  probability.forEach((p, i) => {
    if (p >= LEVEL || i - last < openRows) return;
    alerts[i] = 1;
    last = i;
  });
  const score = probability.map((p) => Math.min(1, -Math.log10(p) / 8));
  return { probability, score, alerts, season };
}

/** Distances over a row, an hour or so, and a quarter of a day: each against its own past, together by Bonferroni. */
function rowProbability(
  series: Series,
  learnRows: number,
): { probability: Float64Array; season: Usual['season'] } {
  const { values } = series;
  const rhythm = rhythmOf(series);
  const { rest, season } = restOf(series, rhythm, learnRows);
  const start = values.slice(0, Math.max(2, learnRows));
  const tail = {
    warmRows: Math.max(LEARN_ROWS_MIN, learnRows),
    scaleMin: Math.max(0.005 * deviationOf(start), 1e-9),
  };
  const features = [1, ...spansOf(rhythm)].map((rows) =>
    ownTail(
      movingMean(rest, rows).map((value) => (Number.isNaN(value) ? 0 : Math.abs(value))),
      tail,
    ),
  );
  const probability = values.map((_, i) => {
    const least = features.reduce((low, feature) => Math.min(low, feature[i] as number), 1);
    return Math.min(1, features.length * least);
  });
  probability.fill(1, 0, learnRows);
  return { probability, season };
}

/** What is left of each value when what is usual is taken away; the season counts from when it has been seen. */
function restOf(
  series: Series,
  rhythm: Rhythm,
  learnRows: number,
): { rest: Float64Array; season: Usual['season'] } {
  const decided = Math.max(learnRows, Math.floor(SEASON_DAYS * rhythm.dayRows));
  const level = usualLevel(series, rhythm);
  const { values: usual, season } = chooseUsual(series, rhythm, Math.min(decided, series.values.length));
  const rest = series.values.map((value, i) => value - ((i < decided ? level[i] : usual[i]) as number));
  return { rest, season };
}

function spansOf({ dayRows }: Rhythm): number[] {
  const hour = Math.max(5, Math.min(24, dayRows >= 60 ? Math.floor(dayRows / 12) : 5));
  return [hour, Math.max(hour + 1, Math.min(dayRows, 288) >> 2)];
}

/** The mean of each row and those before it; missing ones are left out. */
function movingMean(values: Float64Array, rows: number): Float64Array {
  if (rows === 1) return values;
  let [sum, n] = [0, 0];
  return values.map((value, i) => {
    if (!Number.isNaN(value)) {
      sum += value;
      n += 1;
    }
    const old = values[i - rows];
    if (old !== undefined && !Number.isNaN(old)) {
      sum -= old;
      n -= 1;
    }
    return n > 0 ? sum / n : Number.NaN;
  });
}
