import { type NotComputable, notComputable } from './notComputable';

/**
 * Limits from values of the past: their mean, give or take some standard deviations.
 *
 * What for: what is usual for a metric, from its value in each chunk of the reference.
 *
 * @param values one for each chunk
 * @param options `times` the standard deviation (ddof 0), 3 by default; limits beyond `min` and `max` are held there
 * @returns low at most high; not computable without values
 * @source Shewhart 1931; NannyML, standard deviation threshold
 * @matches nannyml.thresholds.StandardDeviationThreshold
 * @example spreadLimits([0.7, 0.9], { max: 1 }) // { low: 0.5, high: 1 }
 */
export function spreadLimits(
  values: readonly number[],
  options: { times?: number; min?: number; max?: number } = {},
): { low: number; high: number } | NotComputable {
  const { times = 3, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = options;
  const n = values.length;
  if (n === 0) return notComputable('no values');
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const std = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
  const held = (limit: number) => Math.min(Math.max(limit, min), max);
  return { low: held(mean - times * std), high: held(mean + times * std) };
}
