import { DAY_MS, type Millis } from '@/lib/core/time';
import type { Rhythm, Series } from './series';
import { createSlidingMedian, medianOf } from './slidingMedian';

/** What a series usually is at each row, told from the rows before it alone: its level, or the same time in earlier periods. */
export type Usual = { values: Float64Array; season: Season | 'none' };

export type Season = 'day' | 'week';
const PERIOD_MS: Record<Season, Millis> = { day: DAY_MS, week: 7 * DAY_MS };
/** How many earlier periods count: a week of days, a month of weeks. */
const PERIODS: Record<Season, number> = { day: 7, week: 4 };
/** A season is kept only where it makes the usual distance so much smaller. */
const SEASON_GAIN = 0.8;
/** A period of fewer rows has no shape to learn, and fewer periods than this say nothing of what recurs. */
const PERIOD_ROWS_MIN = 20;
const PERIODS_MIN = 2.2;

/**
 * The level, or the season that fits the rows up to `learnUntil` clearly better.
 *
 * @param learnUntil no row from there on is looked at for the choice
 */
export function chooseUsual(series: Series, rhythm: Rhythm, learnUntil: number): Usual {
  const level = usualLevel(series, rhythm);
  let best: Usual = { values: level, season: 'none' };
  for (const season of ['day', 'week'] as const) {
    const periodRows = Math.round(rhythm.dayRows * (PERIOD_MS[season] / DAY_MS));
    if (periodRows < PERIOD_ROWS_MIN || learnUntil < PERIODS_MIN * periodRows) continue;
    const found = usualAtThisTime(series, rhythm, season);
    const values = found.map((value, i) => (Number.isNaN(value) ? (level[i] as number) : value));
    const rows = { from: periodRows, to: learnUntil };
    if (typicalDistance(series, values, rows) < SEASON_GAIN * typicalDistance(series, best.values, rows)) {
      best = { values, season };
    }
  }
  return best;
}

/** How far back the level looks, in rows. */
export function levelRows({ dayRows }: Rhythm): number {
  return Math.min(Math.max(dayRows, 50), 1_500);
}

/** The median of the day before, or of the last 50 to 1,500 rows. NaN while there are fewer than ten. */
export function usualLevel({ values }: Series, rhythm: Rhythm): Float64Array {
  const window = createSlidingMedian(levelRows(rhythm));
  return values.map((value) => {
    const usual = window.median(10);
    window.push(value);
    return usual;
  });
}

/**
 * The median of the same time in earlier periods, a row to either side included. NaN where no earlier period has been
 * seen. Cost: a few dozen steps a row.
 */
export function usualAtThisTime({ values }: Series, { stepMs, clock }: Rhythm, season: Season): Float64Array {
  const periods = PERIODS[season];
  const pointers = new Int32Array(periods);
  const found = new Float64Array(3 * periods);
  const rowNear = (target: number, period: number, before: number): number => {
    let row = pointers[period] as number;
    while (row + 1 < before && (clock[row + 1] as number) <= target + stepMs / 2) row += 1;
    pointers[period] = row;
    return Math.abs((clock[row] as number) - target) <= stepMs ? row : -2;
  };
  return values.map((_, i) => {
    for (let period = 0; period < periods; period++) {
      const row = rowNear((clock[i] as number) - (period + 1) * PERIOD_MS[season], period, i);
      for (let side = 0; side < 3; side++) {
        const at = row + side - 1;
        found[3 * period + side] = at >= 0 && at < i ? (values[at] as number) : Number.NaN;
      }
    }
    return medianOf(found);
  });
}

function typicalDistance(
  { values }: Series,
  usual: Float64Array,
  { from, to }: { from: number; to: number },
): number {
  return medianOf(values.slice(from, to).map((value, i) => Math.abs(value - (usual[from + i] as number))));
}
