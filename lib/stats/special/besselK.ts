/**
 * e^x K_v(x): the modified Bessel function of the second kind, scaled.
 *
 * @param v order, at least 0
 * @param x above 0
 * @returns to about 14 figures: the trapezoidal rule converges exponentially here
 * @source DLMF 10.32.9
 */
export function scaledBesselK(v: number, x: number): number {
  const step = Math.min(0.15, 0.6 / Math.sqrt(x));
  let sum = 0.5;
  for (let i = 1; ; i++) {
    const t = i * step;
    const term = Math.exp(-2 * x * Math.sinh(t / 2) ** 2) * Math.cosh(v * t);
    sum += term;
    if (term < 1e-17 * sum) return sum * step;
  }
}
