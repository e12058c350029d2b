const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
const [PI2, PI4, PI6] = [Math.PI ** 2, Math.PI ** 4, Math.PI ** 6];

/**
 * Chance that the two-sided Kolmogorov-Smirnov statistic of n rows is below x: the limit law with three corrections
 * in 1 / sqrt(n), each as a theta function that converges at once for small x.
 *
 * @param n whole number, in the hundreds or more
 * @param x above 0
 * @source Pelz and Good 1976; Simard and L'Ecuyer 2011, Computing the two-sided Kolmogorov-Smirnov distribution
 */
export function pelzGood(n: number, x: number): number {
  const z = Math.sqrt(n) * x;
  const z2 = z * z;
  const last = Math.ceil((16 * z) / Math.PI);
  const sums = [0, 0, 0, 0];
  const add = (place: number, value: number) => {
    sums[place] = (sums[place] ?? 0) + value;
  };
  for (let k = 1; k <= last; k++) {
    const m = (2 * k - 1) ** 2;
    const odd = Math.exp((-PI2 * m) / (8 * z2));
    for (const [place, coefficient] of oddTerms(z2, m).entries()) add(place, odd * coefficient);
    const all = Math.exp((-PI2 * k * k) / (2 * z2)) * k * k;
    add(2, -2 * PI2 * all * z2 ** 2);
    add(3, 30 * PI2 * (3 * z2 - PI2 * k * k) * all * z2 ** 2);
  }
  const scales = [z, 6 * z ** 4, 72 * z ** 7, 6480 * z ** 10];
  return sums.reduce((total, sum, i) => total + (ROOT_TWO_PI * sum) / (scales[i] ?? 1) / n ** (i / 2), 0);
}

/** What the odd number with square m adds to the four sums. */
function oddTerms(z2: number, m: number): number[] {
  const [z4, z6, z8] = [z2 ** 2, z2 ** 3, z2 ** 4];
  return [
    1,
    -z2 + (PI2 / 4) * m,
    6 * z6 + 2 * z4 + ((2 * z4 - 5 * z2) * PI2 * m) / 4 + (PI4 * (1 - 2 * z2) * m * m) / 16,
    -30 * z6 -
      90 * z8 +
      (PI2 * (135 * z4 - 96 * z6) * m) / 4 +
      (PI4 * (-60 * z2 + 212 * z4) * m * m) / 16 +
      (PI6 * (5 - 30 * z2) * m ** 3) / 64,
  ];
}
