import { moments } from '@/lib/stats/moments';
import { isComputable } from '@/lib/stats/notComputable';
import { type QuantileMethod, quantile } from '@/lib/stats/quantile';
import { robust } from '@/lib/stats/robust';
import type { Adapter, Adapters } from './golden';

const quantilesBy =
  (method: QuantileMethod): Adapter =>
  (inputs, params) => {
    const sorted = Float64Array.from(inputs.numbers('x')).sort();
    const asked = params.q as number[];
    const found = asked.map((q) => [String(q), quantile(sorted, q, method)] as const);
    return found.find(([, value]) => !isComputable(value))?.[1] ?? Object.fromEntries(found);
  };

/** One column of numbers. */
export const quantiles: Adapters = {
  quantile_linear: quantilesBy('linear'),
  quantile_lower: quantilesBy('lower'),
  quantile_higher: quantilesBy('higher'),
  quantile_nearest: quantilesBy('nearest'),
  quantile_hazen: quantilesBy('hazen'),
  quantile_median_unbiased: quantilesBy('median_unbiased'),
  robust(inputs) {
    const found = robust(inputs.numbers('x'));
    if (!isComputable(found)) return found;
    const { fences, trimmedMean, ...rest } = found;
    return { ...rest, lower_fence: fences.low, upper_fence: fences.high, trimmed_mean: trimmedMean };
  },
  moments(inputs) {
    const found = moments(inputs.numbers('x'));
    if (!isComputable(found)) return found;
    const { mean, std, sampleStd, skewness, excessKurtosis } = found;
    return { mean, std0: std, std1: sampleStd, skew: skewness, kurtosis: excessKurtosis };
  },
};
