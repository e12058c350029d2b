import { scaledBesselK } from './besselK';

/** Below this the law has less than 1e-17. */
const START = 0.003;
/** From here on the tail has a form of its own that keeps its digits. */
const TAIL_FROM = 1;
const POINTS = 200;

/**
 * Chance that the limit of the one-sample Cramér-von Mises statistic exceeds x.
 *
 * @param x any number; NaN gives NaN
 * @param smallestTerm where the sum over Bessel functions ends. By default at the last digit, and the tail is
 *   computed by itself; scipy ends it at 1e-7 and takes what is left from 1, so its small chances are rounding
 * @returns in [0, 1]
 * @source Csörgő and Faraway 1996 (1.2 and 1.3); Smirnov 1936 for the tail
 */
export function cramerVonMisesLimitTail(x: number, smallestTerm = 0): number {
  if (x < START) return 1;
  if (!Number.isFinite(x)) return x > 0 ? 0 : Number.NaN;
  if (smallestTerm === 0 && x >= TAIL_FROM) return tail(x);
  return Math.max(0, 1 - besselSeries(x, smallestTerm));
}

function besselSeries(x: number, smallestTerm: number): number {
  let factor = 1 / (Math.PI * Math.sqrt(x));
  let sum = 0;
  for (let k = 0; ; k++) {
    if (k > 0) factor *= (k - 0.5) / k;
    const y = 4 * k + 1;
    const q = (y * y) / (16 * x);
    const term = factor * Math.sqrt(y) * Math.exp(-2 * q) * scaledBesselK(0.25, q);
    sum += term;
    if (term < Math.max(smallestTerm, 1e-18)) return sum;
  }
}

/** (2 / pi) times the integral of e^(-x t^2 / 2) / sqrt(-t sin t) from pi to 2 pi; the next one is below e^(-39 x). */
function tail(x: number): number {
  let sum = 0;
  for (let i = 1; i < POINTS; i++) {
    const angle = (i * Math.PI) / POINTS;
    const s = Math.PI * Math.sin(angle / 2) ** 2;
    const t = Math.PI + s;
    sum += (Math.exp((-x * t * t) / 2) * Math.sin(angle)) / Math.sqrt(t * Math.sin(s));
  }
  // The ends, where sin(angle) and sqrt(sin s) vanish together.
  const end = (t: number) => Math.exp((-x * t * t) / 2) / Math.sqrt((t * Math.PI) / 4) / 2;
  sum += end(Math.PI) + end(2 * Math.PI);
  return (sum * Math.PI) / POINTS;
}
