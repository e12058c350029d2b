import { checkSeries } from './checkSeries';
import { type NotComputable, notComputable } from './notComputable';

/** A generalised Pareto distribution from 0 upwards. `shape` above 0: a heavy tail; below 0: an end at -scale / shape. */
export type GpdFit = { shape: number; scale: number; logLikelihood: number };

const GRID = 400;

/**
 * Generalised Pareto distribution of excesses over a threshold, by maximum likelihood.
 *
 * What for: how heavy the tail of latencies or costs is, and from it limits for events rarer than any seen yet.
 *
 * @param excesses above 0: the values above a threshold, less that threshold
 * @returns shape at least -1, where the likelihood has no bound beyond, and scale in the unit of the values. With
 *   theta = shape / scale the best shape is mean(ln(1 + theta y)), so that one number remains to be searched
 * @matches scipy.stats.genpareto.fit(floc=0), or better where its simplex stops short
 * @source Grimshaw 1993, Computing maximum likelihood estimates for the generalized Pareto distribution
 * @example Number(gpdFit([0.1, 0.2, 0.4, 0.8, 1.6, 3.2]).shape.toFixed(2)) // 0.08
 */
export function gpdFit(excesses: readonly number[]): GpdFit | NotComputable {
  const wrong = checkSeries(excesses, 2);
  if (wrong) return wrong;
  const largest = excesses.reduce((a, b) => Math.max(a, b));
  if (excesses.some((value) => value <= 0)) return notComputable('an excess is above 0');
  const scaled = excesses.map((value) => value / largest);
  const fit = bestOf(scaled);
  if (!fit) return notComputable('no generalised Pareto distribution fits');
  const { shape, scale, logLikelihood } = fit;
  return {
    shape,
    scale: scale * largest,
    logLikelihood: logLikelihood - excesses.length * Math.log(largest),
  };
}

/** Searches theta in (-1, ∞) on values in (0, 1]: a grid that is dense at both ends, then golden section. */
function bestOf(values: readonly number[]): GpdFit | null {
  const thetas = Array.from({ length: GRID + 1 }, (_, i) => thetaAt(i / GRID));
  const fits = thetas.map((theta) => profileFit(values, theta));
  let best = 0;
  for (const [i, fit] of fits.entries())
    if (fit.logLikelihood > (fits[best]?.logLikelihood ?? -Infinity)) best = i;
  let [low, high] = [Math.max(0, best - 1) / GRID, Math.min(GRID, best + 1) / GRID];
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let step = 0; step < 100; step++) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    const [left, right] = [profileFit(values, thetaAt(a)), profileFit(values, thetaAt(b))];
    if (left.logLikelihood >= right.logLikelihood) high = b;
    else low = a;
  }
  const found = profileFit(values, thetaAt((low + high) / 2));
  const start = fits[best];
  const fit = start && start.logLikelihood > found.logLikelihood ? start : found;
  return Number.isFinite(fit.logLikelihood) ? fit : null;
}

/** From [0, 1] to theta: -1 + 1e-9 at 0, 0 in the middle, a million at 1. */
function thetaAt(place: number): number {
  return place < 0.5 ? 10 ** (9 * (2 * place - 1)) - 1 : 10 ** (6 * (2 * place - 1)) - 1;
}

function profileFit(values: readonly number[], theta: number): GpdFit {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (Math.abs(theta) < 1e-9) return { shape: 0, scale: mean, logLikelihood: -n * (Math.log(mean) + 1) };
  const logs = values.reduce((sum, value) => sum + Math.log1p(theta * value), 0);
  const shape = Math.max(-1, logs / n);
  const scale = shape / theta;
  if (!(scale > 0)) return { shape, scale, logLikelihood: -Infinity };
  return { shape, scale, logLikelihood: -n * Math.log(scale) - (1 + 1 / shape) * logs };
}
