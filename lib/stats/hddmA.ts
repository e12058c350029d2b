import { checkSeries } from './checkSeries';
import type { ErrorDrift } from './ddm';
import type { NotComputable } from './notComputable';

/** Chances of a false detection and of a false warning. */
export type HddmOptions = { change: number; warning: number };

type Sum = { n: number; sum: number };
const none: Sum = { n: 0, sum: 0 };
const meanOf = ({ n, sum }: Sum): number => sum / n;

/**
 * Drift detection by Hoeffding's bound on averages: the mean has risen further than chance allows.
 *
 * What for: a rise of the error rate, with a bound on false alarms and no assumption about the distribution. It
 * begins anew without a word where the mean has fallen.
 *
 * @param errors in [0, 1] and in the order of time: 1 for a wrong prediction, 0 for a right one
 * @param options usual are `change` 0.001 and `warning` 0.005
 * @returns places of detections and of warnings; it begins anew after a detection
 * @matches skmultiflow.drift_detection.hddm_a.HDDM_A
 * @source Frías-Blanco et al. 2015, Online and non-parametric drift detection methods based on Hoeffding's bounds
 * @example hddmA([0, 0, 0, 1, 1], { change: 0.05, warning: 0.5 }) // { detections: [], warnings: [3, 4] }
 */
export function hddmA(errors: readonly number[], options: HddmOptions): ErrorDrift | NotComputable {
  const wrong = checkSeries(errors);
  if (wrong) return wrong;
  const found: ErrorDrift = { detections: [], warnings: [] };
  let [all, low, high] = [none, none, none];
  for (const [i, error] of errors.entries()) {
    all = { n: all.n + 1, sum: all.sum + error };
    const room = bound(all, options.change);
    if (low.n === 0 || meanOf(low) + bound(low, options.change) >= meanOf(all) + room) low = all;
    if (high.n === 0 || meanOf(high) - bound(high, options.change) <= meanOf(all) - room) high = all;
    const risen = apart(low, all, options.change);
    if (risen) found.detections.push(i);
    else if (apart(low, all, options.warning)) found.warnings.push(i);
    if (risen || apart(all, high, options.change)) [all, low, high] = [none, none, none];
  }
  return found;
}

const bound = ({ n }: Sum, chance: number): number => Math.sqrt(Math.log(1 / chance) / (2 * n));

/** Whether the second mean is above the first by more than chance allows; one of the two is a beginning of the other. */
function apart(below: Sum, above: Sum, chance: number): boolean {
  if (below.n === above.n) return false;
  const [part, whole] = below.n < above.n ? [below, above] : [above, below];
  const spread = (whole.n - part.n) / part.n / whole.n;
  return meanOf(above) - meanOf(below) >= Math.sqrt((spread / 2) * Math.log(2 / chance));
}
