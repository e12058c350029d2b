import { type NotComputable, notComputable } from './notComputable';

/**
 * How p-values of many tests are judged together: the first two keep the chance of any false alarm at alpha,
 * the last two the expected share of false ones among the alarms (Benjamini-Yekutieli whatever the tests' dependence).
 */
export type Adjustment = 'bonferroni' | 'holm' | 'benjaminiHochberg' | 'benjaminiYekutieli';

export type Adjusted = {
  /** In the order of the input: the smallest alpha at which the test is rejected, in [0, 1]. */
  adjusted: number[];
  /** Which tests are rejected at this alpha. */
  reject: (alpha: number) => boolean[];
};

/**
 * P-values of several tests, corrected for being several.
 *
 * What for: twenty columns tested at 5 % alarm once on average with nothing wrong; this keeps that in check.
 *
 * @param p p-values in [0, 1], in any order; may be empty
 * @param method the correction
 * @returns not computable where a p-value is not in [0, 1]
 * @source Holm 1979; Benjamini and Hochberg 1995; Benjamini and Yekutieli 2001
 * @matches statsmodels.stats.multitest.multipletests
 * @example adjustPValues([0.01, 0.04, 0.03], 'benjaminiHochberg').adjusted // [0.03, 0.04, 0.04]
 */
export function adjustPValues(p: readonly number[], method: Adjustment): Adjusted | NotComputable {
  if (!p.every((value) => value >= 0 && value <= 1)) return notComputable('a p-value is not in [0, 1]');
  const order = p.map((_, i) => i).sort((i, j) => (p[i] ?? 0) - (p[j] ?? 0));
  const sorted = order.map((i) => p[i] ?? 0);
  const law = LAWS[method](p.length);
  const inOrder = <T>(values: readonly T[]): T[] => {
    const placed = [...values];
    for (const [rank, i] of order.entries()) placed[i] = values[rank] as T;
    return placed;
  };
  const steps = sorted.map((value, rank) => Math.min(1, law.raise(value, rank)));
  return {
    adjusted: inOrder(law.down ? largestSoFar(steps) : smallestToCome(steps)),
    reject: (alpha) => {
      const passed = sorted.map((value, rank) => value <= law.limit(alpha, rank));
      const count = law.down ? (passed.indexOf(false) + 1 || p.length + 1) - 1 : passed.lastIndexOf(true) + 1;
      return inOrder(sorted.map((_, rank) => rank < count));
    },
  };
}

type Law = {
  /** Judged from the smallest p-value on until one fails; else from the largest down until one passes. */
  down: boolean;
  limit: (alpha: number, rank: number) => number;
  raise: (p: number, rank: number) => number;
};

const LAWS: Record<Adjustment, (n: number) => Law> = {
  bonferroni: (n) => ({ down: true, limit: (alpha) => alpha / n, raise: (p) => p * n }),
  holm: (n) => ({
    down: true,
    limit: (alpha, rank) => alpha / (n - rank),
    raise: (p, rank) => p * (n - rank),
  }),
  benjaminiHochberg: (n) => stepUp((rank) => (rank + 1) / n),
  benjaminiYekutieli: (n) => {
    const harmonic = Array.from({ length: n }, (_, i) => 1 / (i + 1)).reduce((a, b) => a + b, 0);
    return stepUp((rank) => (rank + 1) / n / harmonic);
  },
};

function stepUp(factor: (rank: number) => number): Law {
  return {
    down: false,
    limit: (alpha, rank) => factor(rank) * alpha,
    raise: (p, rank) => p / factor(rank),
  };
}

function largestSoFar(values: readonly number[]): number[] {
  let most = 0;
  return values.map((value) => {
    most = Math.max(most, value);
    return most;
  });
}

function smallestToCome(values: readonly number[]): number[] {
  let least = 1;
  return values
    .map((_, i) => {
      least = Math.min(least, values[values.length - 1 - i] ?? 1);
      return least;
    })
    .reverse();
}
