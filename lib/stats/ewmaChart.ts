import { checkSeries } from './checkSeries';
import { type NotComputable, notComputable } from './notComputable';

/** `mean` and `std` of the process when all is well; `lambda` the weight of the newest value; `width` in stds. */
export type EwmaChartOptions = { mean: number; std: number; lambda: number; width: number };
export type EwmaChartPoint = { value: number; lower: number; upper: number };

/**
 * EWMA control chart: a weighted moving average with the limits between which it stays when nothing has changed.
 *
 * What for: small lasting shifts that a chart of single values overlooks.
 *
 * @param values finite, in the order of time
 * @param options `std` above 0, `lambda` in (0, 1], `width` above 0 (3 is usual)
 * @returns for each value the average, which starts from `mean`, and its exact limits, which widen in the beginning
 * @matches qcc::ewma with the given centre and standard deviation
 * @source Roberts 1959; Montgomery, Introduction to Statistical Quality Control, chapter 9
 * @example ewmaChart([2], { mean: 0, std: 1, lambda: 0.5, width: 3 }) // [{ value: 1, lower: -1.5, upper: 1.5 }]
 */
export function ewmaChart(
  values: readonly number[],
  { mean, std, lambda, width }: EwmaChartOptions,
): EwmaChartPoint[] | NotComputable {
  const wrong = checkSeries(values);
  if (wrong) return wrong;
  if (!(lambda > 0 && lambda <= 1)) return notComputable('lambda must be above 0 and at most 1');
  if (!(std > 0) || !Number.isFinite(mean)) return notComputable('the values it starts from do not vary');
  let average = mean;
  return values.map((value, i) => {
    average = lambda * value + (1 - lambda) * average;
    const half = width * std * Math.sqrt((lambda / (2 - lambda)) * (1 - (1 - lambda) ** (2 * (i + 1))));
    return { value: average, lower: mean - half, upper: mean + half };
  });
}
