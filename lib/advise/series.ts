import { DAY_MS, type Millis } from '@/lib/core/time';

/** A series to learn from: values in the order in which they came, NaN where one is missing. */
export type Series = { times: Float64Array; values: Float64Array };

/** What is known of the order and spacing of a series. */
export type Rhythm = {
  /** The usual time from a row to the next. */
  stepMs: Millis;
  /** Rows in a day, at least 1. */
  dayRows: number;
  /** Times as positions to look back by: the series' own, or evenly spaced ones where they repeat or step back. */
  clock: Float64Array;
};

/**
 * How a series is spaced. Where time repeats or steps back, as clocks do when they are set, the order of the rows is
 * trusted and not their times.
 */
export function rhythmOf({ times }: Series): Rhythm {
  const steps = new Float64Array(Math.max(0, times.length - 1));
  for (let i = 1; i < times.length; i++) steps[i - 1] = (times[i] as number) - (times[i - 1] as number);
  const inOrder = steps.every((step) => step > 0);
  const stepMs = usualStep(steps);
  const clock = inOrder ? times : Float64Array.from(times, (_, i) => i * stepMs);
  return { stepMs, dayRows: Math.max(1, Math.round(DAY_MS / stepMs)), clock };
}

/** The median step; where most rows share their time with the next, the mean. */
function usualStep(steps: Float64Array): Millis {
  const sorted = steps.slice().sort();
  const middle = sorted[sorted.length >>> 1] ?? 0;
  if (middle > 0) return middle;
  const whole = steps.reduce((sum, step) => sum + step, 0);
  return whole > 0 ? whole / steps.length : 1;
}
