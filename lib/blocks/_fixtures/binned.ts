import { driftBin, orderedBin } from '@/lib/blocks/distribution';
import type { Rng } from '@/lib/core/rng';
import { linearQuantiles } from '@/lib/stats/_golden/golden';
import { energy } from '@/lib/stats/energy';
import { energyFromBins } from '@/lib/stats/energyFromBins';
import { jensenShannon } from '@/lib/stats/jensenShannon';
import { ks } from '@/lib/stats/ks';
import { ksFromBins } from '@/lib/stats/ksFromBins';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import { quantileFromBins } from '@/lib/stats/quantileFromBins';
import { rocAuc } from '@/lib/stats/rocAuc';
import { scorePoints } from '@/lib/stats/scorePoints';
import { wasserstein } from '@/lib/stats/wasserstein';
import { wassersteinFromBins } from '@/lib/stats/wassersteinFromBins';
import { type Bin, binOf, logBinBounds, perOctaveFor } from '@/lib/tally/key';
import { quantileBin } from '@/lib/tally/profile';
import { realColumns } from './realColumns';

/** What statistics from bins answer beside what they answer from rows. Only tests and benchmarks import this file. */

export type Draw = (rng: Rng) => number;

/** Columns of every kind, invented and real. */
export function shapes(): Record<string, Draw> {
  const real = Object.entries(realColumns()).map(([name, values]): [string, Draw] => [
    name,
    (rng) => rng.pick(values),
  ]);
  return {
    normal: (rng) => rng.normal(),
    lognormal: (rng) => Math.exp(rng.normal()),
    uniform: (rng) => rng.uniform(),
    discrete: (rng) => rng.below(10),
    'heavy ties': (rng) => (rng.uniform() < 0.9 ? 0 : Math.exp(rng.normal())),
    ...Object.fromEntries(real),
  };
}

/** An answer from bins, the answer from rows, and where the first must lie by what its docstring says. */
export type Compared = { statistic: string; exact: number; binned: number; lowest: number; highest: number };

type Sides = { reference: readonly number[]; current: readonly number[] };

export function compareBinned(sides: Sides, bins: number): Compared[] {
  return [
    compareKs(sides, bins),
    compareWasserstein(sides, bins),
    compareEnergy(sides, bins),
    compareJensenShannon(sides, bins),
    compareAuc(sides, bins),
    ...[0.5, 0.9, 0.99].map((q) => compareQuantile(sides.current, q)),
  ];
}

const found = <T>(answer: T | NotComputable): T => {
  if (!isComputable(answer)) throw new RangeError('not computable');
  return answer;
};

const profilesOf = ({ reference }: Sides, n: number) => ({
  [`q${n}:x`]: { kind: 'quantiles' as const, values: linearQuantiles(reference, n) },
});

type Group = { count: number; sum: number; values: number[] };

/** The values in each bin. */
function grouped(values: readonly number[], bin: Bin): Map<number, Group> {
  const groups = new Map<number, Group>();
  for (const value of values) {
    const at = Number(binOf(bin, value));
    const group = groups.get(at) ?? { count: 0, sum: 0, values: [] };
    groups.set(at, group);
    group.count += 1;
    group.sum += value;
    group.values.push(value);
  }
  return groups;
}

/** Counts of both sides over every bin that either has, in order. */
function countsOf({ reference, current }: Sides, bin: Bin): [number[], number[]] {
  const [then, now] = [grouped(reference, bin), grouped(current, bin)];
  const places = [...new Set([...then.keys(), ...now.keys()])].sort((a, b) => a - b);
  const counts = (groups: Map<number, Group>) => places.map((place) => groups.get(place)?.count ?? 0);
  return [counts(then), counts(now)];
}

/** Below by at most a bin's share and a row of the reference, never above. */
function compareKs(sides: Sides, bins: number): Compared {
  const bin = orderedBin(profilesOf(sides, bins), { column: 'x', bins });
  const exact = found(ks(sides.reference, sides.current)).distance;
  const binned = found(ksFromBins(...countsOf(sides, bin))).distance;
  const lowest = exact - 1 / bins - 1 / sides.reference.length;
  return { statistic: 'KS', exact, binned, lowest, highest: exact };
}

/** Both sides as the means of their bins, and how far rows lie from those, added up over both sides. */
function placed(sides: Sides, bins: number) {
  const bin = quantileBin(profilesOf(sides, bins), 'x', { n: bins, atoms: true });
  const points = (values: readonly number[]) =>
    [...grouped(values, bin).values()].map(({ count, sum }) => ({ value: sum / count, count }));
  const spread = (values: readonly number[]) => {
    let total = 0;
    for (const { count, sum, values: own } of grouped(values, bin).values())
      for (const value of own) total += Math.abs(value - sum / count);
    return total / values.length;
  };
  return {
    reference: points(sides.reference),
    current: points(sides.current),
    spread: spread(sides.reference) + spread(sides.current),
  };
}

/** Off by at most the spread of the rows in their bins. */
function compareWasserstein(sides: Sides, bins: number): Compared {
  const { reference, current, spread } = placed(sides, bins);
  const exact = found(wasserstein(sides.reference, sides.current));
  const binned = found(wassersteinFromBins(reference, current));
  return { statistic: 'Wasserstein', exact, binned, lowest: exact - spread, highest: exact + spread };
}

/** Its square is off by at most four times the spread of the rows in their bins. */
function compareEnergy(sides: Sides, bins: number): Compared {
  const { reference, current, spread } = placed(sides, bins);
  const exact = found(energy(sides.reference, sides.current));
  const lowest = Math.sqrt(Math.max(0, exact ** 2 - 4 * spread));
  const highest = Math.sqrt(exact ** 2 + 4 * spread);
  return { statistic: 'Energy', exact, binned: found(energyFromBins(reference, current)), lowest, highest };
}

/** Never above the distance over single values, and equal to it where each value has its bin. */
function compareJensenShannon(sides: Sides, bins: number): Compared {
  const values = [...new Set([...sides.reference, ...sides.current])].sort((a, b) => a - b);
  const single: Bin = { kind: 'edges', edges: values };
  const hasOwn = values.length <= 10;
  const bin = hasOwn ? single : driftBin(profilesOf(sides, bins), { column: 'x', bins });
  const exact = found(jensenShannon(...countsOf(sides, single)));
  const binned = found(jensenShannon(...countsOf(sides, bin)));
  return { statistic: 'Jensen-Shannon', exact, binned, lowest: hasOwn ? exact : 0, highest: exact };
}

/** The current rows as positives among the reference's: within half the share of pairs that share a bin. */
function compareAuc(sides: Sides, bins: number): Compared {
  const all = [...sides.reference, ...sides.current];
  const labels = all.map((_, i) => i >= sides.reference.length);
  const exact = found(rocAuc(found(scorePoints(labels, all)))).auc;
  const [negatives, positives] = countsOf(
    sides,
    quantileBin(profilesOf(sides, bins), 'x', { n: bins, atoms: false }),
  );
  const points = negatives.map((count, score) => ({
    score,
    negatives: count,
    positives: positives[score] ?? 0,
  }));
  const { auc, errorMax } = found(rocAuc(points));
  return { statistic: 'AUC', exact, binned: auc, lowest: exact - errorMax, highest: exact + errorMax };
}

const RELATIVE_ERROR = 0.01;

/** Within the relative error of the log bins. */
function compareQuantile(values: readonly number[], q: number): Compared {
  const perOctave = perOctaveFor(RELATIVE_ERROR);
  const points = [...grouped(values, { kind: 'log', perOctave })].map(([index, { count }]) => {
    const [low, high] = logBinBounds(index, perOctave);
    return { value: (low + high) / 2, count };
  });
  const exact = [...values].sort((a, b) => a - b)[Math.floor(q * (values.length - 1))] ?? 0;
  const error = RELATIVE_ERROR * Math.abs(exact);
  const binned = found(quantileFromBins(points, q));
  return { statistic: `p${q * 100}`, exact, binned, lowest: exact - error, highest: exact + error };
}
