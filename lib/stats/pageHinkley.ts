import { checkSeries } from './checkSeries';
import type { NotComputable } from './notComputable';

/** `delta`: a change too small to count; `alpha`: how much of the sum is kept at each step. */
export type PageHinkleyOptions = { countMin: number; delta: number; threshold: number; alpha: number };

/** `sums` are those before the restart that a detection brings; `detections` are places in the series. */
export type PageHinkley = { sums: number[]; detections: number[] };

/**
 * Page-Hinkley test: a running sum of how far values lie above their own mean so far.
 *
 * What for: a rise of the mean whose usual level is not known beforehand. It sees rises only; give it the negative
 * values for falls.
 *
 * @param values finite, in the order of time; best scaled to a standard deviation of 1
 * @param options usual are `countMin` 30, `delta` 0.005, `threshold` 50, `alpha` 0.9999
 * @returns the sum at each value, at least 0, and where it was above `threshold`; everything restarts after that
 * @matches skmultiflow.drift_detection.PageHinkley
 * @source Page 1954; Mouss et al. 2004, Test of Page-Hinkley
 * @example pageHinkley([0, 0, 3], { countMin: 2, delta: 0, threshold: 1, alpha: 1 }) // { sums: [0, 0, 2], detections: [2] }
 */
export function pageHinkley(
  values: readonly number[],
  { countMin, delta, threshold, alpha }: PageHinkleyOptions,
): PageHinkley | NotComputable {
  const wrong = checkSeries(values);
  if (wrong) return wrong;
  const found: PageHinkley = { sums: [], detections: [] };
  let [count, mean, sum] = [0, 0, 0];
  for (const [i, value] of values.entries()) {
    count += 1;
    mean += (value - mean) / count;
    sum = Math.max(0, alpha * sum + (value - mean - delta));
    found.sums.push(sum);
    if (count + 1 < countMin || sum <= threshold) continue;
    found.detections.push(i);
    [count, mean, sum] = [0, 0, 0];
  }
  return found;
}
