import { checkSeries } from './checkSeries';
import type { NotComputable } from './notComputable';

/** Places in the series where the state was "changed", and where it was "a change may come". */
export type ErrorDrift = { detections: number[]; warnings: number[] };
/** `warning` and `change` in standard deviations above the lowest error rate seen. */
export type DdmOptions = { countMin: number; warning: number; change: number };

/**
 * Drift detection method: the error rate has risen beyond its lowest value so far.
 *
 * What for: a model that makes more errors than it did, row by row as labels come in.
 *
 * @param errors 1 for a wrong prediction, 0 for a right one, in the order of time
 * @param options usual are `countMin` 30, `warning` 2, `change` 3
 * @returns places of detections and of warnings; it begins anew after a detection
 * @matches skmultiflow.drift_detection.DDM
 * @source Gama, Medas, Castillo and Rodrigues 2004, Learning with drift detection
 * @example ddm([1, 0, 0, 0, 0, 1, 1, 1, 1, 1], { countMin: 4, warning: 2, change: 3 }) // { detections: [9], warnings: [6, 7, 8] }
 */
export function ddm(
  errors: readonly number[],
  { countMin, warning, change }: DdmOptions,
): ErrorDrift | NotComputable {
  const wrong = checkSeries(errors);
  if (wrong) return wrong;
  const found: ErrorDrift = { detections: [], warnings: [] };
  let [count, wrongs] = [0, 0];
  let lowest = { rate: Infinity, std: Infinity };
  for (const [i, error] of errors.entries()) {
    count += 1;
    wrongs += error;
    const rate = wrongs / count;
    const std = Math.sqrt((rate * (1 - rate)) / count);
    // The lowest rate is sought one value before the first judgement, as the published program does.
    if (count + 1 >= countMin && rate + std <= lowest.rate + lowest.std) lowest = { rate, std };
    if (count < countMin) continue;
    if (rate + std >= lowest.rate + change * lowest.std) {
      found.detections.push(i);
      [count, wrongs] = [0, 0];
      lowest = { rate: Infinity, std: Infinity };
    } else if (rate + std >= lowest.rate + warning * lowest.std) found.warnings.push(i);
  }
  return found;
}
