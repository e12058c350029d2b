import { type NotComputable, notComputable } from './notComputable';

export type AndersonDarling = {
  /** Normalised: about 0 where nothing changed, in standard deviations. */
  statistic: number;
  /** In [0.001, 0.25]: the table that it is read from ends there. */
  pValue: number;
  /** The statistic at which the p-value is 0.25, 0.1, 0.05, 0.025, 0.01, 0.005 and 0.001. */
  criticalValues: number[];
};

const LEVELS = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
/** Scholz and Stephens 1987, table 2. */
const CRITICAL = [
  [0.675, -0.245, -0.105],
  [1.281, 0.25, -0.305],
  [1.645, 0.678, -0.362],
  [1.96, 1.149, -0.391],
  [2.326, 1.822, -0.396],
  [2.573, 2.364, -0.345],
  [3.085, 3.615, -0.154],
] as const;

/**
 * k-sample Anderson-Darling test of counts over the same ordered bins; the rows of a bin are ties (mid-ranks).
 *
 * What for: whether distributions differ, with more weight on the ends of the range than KS and Cramér-von Mises.
 *
 * @param samples at least two, each with counts per bin, at least 0, in the order of the values, all of one length
 * @returns not computable where a sample has no rows, where there are fewer than four rows, or all are in one bin
 * @source Scholz and Stephens 1987, K-sample Anderson-Darling tests
 * @matches scipy.stats.anderson_ksamp(midrank=True) where every distinct value is a bin
 * @example andersonDarlingFromBins([[3, 2], [1, 5]]).statistic // 1.5611998539
 */
export function andersonDarlingFromBins(
  samples: readonly (readonly number[])[],
): AndersonDarling | NotComputable {
  const sizes = samples.map((counts) => counts.reduce((a, b) => a + b, 0));
  if (samples.length < 2) return notComputable('there are fewer than two samples');
  if (!sizes.every((size) => size > 0 && Number.isFinite(size))) return notComputable('a side has no rows');
  const total = sizes.reduce((a, b) => a + b, 0);
  if (total < 4) return notComputable('there are fewer than four rows');
  const pooled = (samples[0] ?? []).map((_, bin) =>
    samples.reduce((sum, counts) => sum + (counts[bin] ?? 0), 0),
  );
  if (pooled.filter((count) => count > 0).length < 2) return notComputable('all values are the same');
  const raw = samples.reduce((sum, counts, i) => sum + between(counts, pooled, [sizes[i] ?? 1, total]), 0);
  const degrees = samples.length - 1;
  const statistic = ((raw * (total - 1)) / total - degrees) / Math.sqrt(variance(sizes, total));
  const root = Math.sqrt(degrees);
  const criticalValues = CRITICAL.map(([b0, b1, b2]) => b0 + b1 / root + b2 / degrees);
  return { statistic, pValue: levelOf(statistic, criticalValues), criticalValues };
}

/** What one sample adds: its distance from all of them. */
function between(
  counts: readonly number[],
  pooled: readonly number[],
  [size, total]: readonly [number, number],
): number {
  let [below, belowAll, sum] = [0, 0, 0];
  for (const [bin, all] of pooled.entries()) {
    if (all === 0) continue;
    const own = counts[bin] ?? 0;
    const middle = belowAll + all / 2;
    const gap = total * (below + own / 2) - middle * size;
    sum += ((all / total) * gap * gap) / (middle * (total - middle) - (total * all) / 4);
    below += own;
    belowAll += all;
  }
  return sum / size;
}

/** Variance of the raw statistic where nothing differs (equation 4 of the source). */
function variance(sizes: readonly number[], total: number): number {
  const k = sizes.length;
  const H = sizes.reduce((sum, size) => sum + 1 / size, 0);
  let [h, g] = [0, 0];
  for (let i = total - 1; i > 1; i--) {
    h += 1 / i;
    g += h / (total + 1 - i);
  }
  h += 1;
  const a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * H;
  const b = (2 * g - 4) * k * k + 8 * h * k + (2 * g - 14 * h - 4) * H - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * k * k + (4 * h - 4 * g + 6) * k + (2 * h - 6) * H + 4 * h;
  const d = (2 * h + 6) * k * k - 4 * h * k;
  return (((a * total + b) * total + c) * total + d) / ((total - 1) * (total - 2) * (total - 3));
}

/** Quadratic least squares of the log level on the critical values. */
function levelOf(statistic: number, criticalValues: readonly number[]): number {
  if (statistic < (criticalValues[0] ?? 0)) return 0.25;
  if (statistic > (criticalValues.at(-1) ?? 0)) return 0.001;
  const centre = criticalValues.reduce((a, b) => a + b, 0) / criticalValues.length;
  const powers = criticalValues.map((value) => [1, value - centre, (value - centre) ** 2]);
  // Orthogonal polynomials by Gram-Schmidt: the coefficients then stand alone.
  const logs = LEVELS.map(Math.log);
  const own = [1, statistic - centre, (statistic - centre) ** 2];
  const basis: { at: number[]; own: number }[] = [];
  let log = 0;
  for (let degree = 0; degree < 3; degree++) {
    let at = powers.map((row) => row[degree] ?? 0);
    let mine = own[degree] ?? 0;
    for (const earlier of basis) {
      const share = dot(at, earlier.at) / dot(earlier.at, earlier.at);
      at = at.map((value, i) => value - share * (earlier.at[i] ?? 0));
      mine -= share * earlier.own;
    }
    basis.push({ at, own: mine });
    log += (dot(logs, at) / dot(at, at)) * mine;
  }
  return Math.exp(log);
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
