const STEPS_MAX = 300;

/**
 * Where an increasing function crosses 0: regula falsi (Illinois), halving the bracket wherever that is too slow or
 * an end is infinite.
 *
 * @param f increasing, below or at 0 at `low` and above or at 0 at `high`; may be infinite at the ends
 * @returns the crossing to the last few digits
 * @source Dowell and Jarratt 1971, A modified regula falsi method
 */
export function solveIncreasing(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  let [fa, fb] = [f(a), f(b)];
  let wide = b - a;
  for (let step = 0; step < STEPS_MAX && !isTight(a, b); step++) {
    const checked = step % 3 === 2;
    const falsi = checked && b - a > wide / 4 ? Number.NaN : (a * fb - b * fa) / (fb - fa);
    if (checked) wide = b - a;
    const x = falsi > a && falsi < b ? falsi : a + (b - a) / 2;
    const fx = f(x);
    if (fx === 0) return x;
    if (fx < 0) {
      [a, fa] = [x, fx];
      fb /= 2;
    } else {
      [b, fb] = [x, fx];
      fa /= 2;
    }
  }
  return a + (b - a) / 2;
}

const isTight = (a: number, b: number) => b - a <= 4e-16 * Math.max(Math.abs(a), Math.abs(b));
