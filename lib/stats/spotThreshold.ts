import { type NotComputable, notComputable } from './notComputable';

/** A generalised Pareto tail above `threshold`: `excesses` of `rows` values lie above it. */
export type Tail = { threshold: number; shape: number; scale: number; rows: number; excesses: number };

/**
 * The value that is exceeded with a given small probability, by extreme value theory.
 *
 * What for: an alert limit for events rarer than any seen yet, from the tail of the values seen.
 *
 * @param tail `scale` above 0; `shape` 0 is an exponential tail
 * @param probability that a value lies above the answer, in (0, 1); at most excesses / rows, else the answer lies
 *   below the tail
 * @returns in the unit of the values
 * @matches SPOT of Siffer et al.: t + scale / shape ((q n / N_t)^-shape - 1)
 * @source Siffer, Fouque, Termier and Largouët 2017, Anomaly detection in streams with extreme value theory
 * @example spotThreshold({ threshold: 10, shape: 1, scale: 2, rows: 100, excesses: 10 }, 0.05) // 12
 */
export function spotThreshold(tail: Tail, probability: number): number | NotComputable {
  const { threshold, shape, scale, rows, excesses } = tail;
  if (!(rows > 0 && excesses > 0)) return notComputable('no values above the threshold');
  if (!(scale > 0)) return notComputable('the values above the threshold do not vary');
  if (!(probability > 0 && probability < 1)) return notComputable('a probability lies between 0 and 1');
  const share = (probability * rows) / excesses;
  const answer =
    shape === 0
      ? threshold - scale * Math.log(share)
      : threshold + (scale / shape) * Math.expm1(-shape * Math.log(share));
  return Number.isFinite(answer) ? answer : notComputable('the tail is too heavy');
}
