/** A number from data, and the interval that it lies in. */
export type Estimate = { value: number; low: number; high: number };

/**
 * Interval of the difference of two independent estimates from the interval of each (MOVER, also "square and add").
 *
 * What for: a gap between two groups, whatever the metric. With Wilson's intervals of two shares it is Newcombe's
 * hybrid score interval.
 *
 * @param a low at most value at most high, of any confidence
 * @param b of the same confidence
 * @returns a - b with an interval of about that confidence
 * @source Zou and Donner 2008; Newcombe 1998, method 10
 * @matches statsmodels.stats.proportion.confint_proportions_2indep(method='newcomb', compare='diff')
 * @example moverDifference({ value: 0.5, low: 0.4, high: 0.6 }, { value: 0.2, low: 0.2, high: 0.2 }) // { value: 0.3, low: 0.2, high: 0.4 }
 */
export function moverDifference(a: Estimate, b: Estimate): Estimate {
  const value = a.value - b.value;
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
  };
}

/**
 * Interval of the ratio of two independent estimates that are not negative, from the interval of each.
 *
 * What for: one group's rate as a fraction of another's. It is defined where the upper rate is 0, which an interval
 * on the logarithm is not.
 *
 * @param a at least 0
 * @param b above 0
 * @returns a / b with an interval of about the same confidence, at least 0; `high` is infinite where b may be 0
 * @source Donner and Zou 2012, closed-form confidence intervals for functions of the normal mean and standard deviation
 * @matches nothing in statsmodels; close to its method='score' for shares
 * @example moverRatio({ value: 0.5, low: 0.4, high: 0.6 }, { value: 1, low: 1, high: 1 }) // { value: 0.5, low: 0.4, high: 0.6 }
 */
export function moverRatio(a: Estimate, b: Estimate): Estimate {
  const product = a.value * b.value;
  const reach = (own: number, other: number) =>
    Math.sqrt(Math.max(0, product ** 2 - own * other * (2 * a.value - own) * (2 * b.value - other)));
  const lowest = b.high * (2 * b.value - b.high);
  const highest = b.low * (2 * b.value - b.low);
  // Where b may be twice what was seen, the closed form has no answer and the ends themselves bound the ratio.
  const low = lowest > 0 ? (product - reach(a.low, b.high)) / lowest : a.low / b.high;
  const high = highest > 0 ? (product + reach(a.high, b.low)) / highest : Number.POSITIVE_INFINITY;
  return { value: a.value / b.value, low: Math.max(0, low), high };
}
