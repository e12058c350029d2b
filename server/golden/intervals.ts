import { type Adjustment, adjustPValues } from '@/lib/stats/adjustPValues';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import { poissonInterval } from '@/lib/stats/poissonInterval';
import { type Interval, type ProportionMethod, proportionInterval } from '@/lib/stats/proportionInterval';
import { proportionZ } from '@/lib/stats/proportionZ';
import { sampleSizeTwoProportions } from '@/lib/stats/sampleSizeTwoProportions';
import { type Adapters, named } from './golden';

const PROPORTION_METHODS: Readonly<Record<string, ProportionMethod>> = {
  normal: 'normal',
  wilson: 'wilson',
  beta: 'clopperPearson',
  agresti_coull: 'agrestiCoull',
  jeffreys: 'jeffreys',
};
const ADJUSTMENTS: Readonly<Record<string, Adjustment>> = {
  bonferroni: 'bonferroni',
  holm: 'holm',
  fdr_bh: 'benjaminiHochberg',
  fdr_by: 'benjaminiYekutieli',
};

const levelOf = (alpha: unknown) => 1 - Number(alpha ?? 0.05);
const ends = (interval: Interval | NotComputable) =>
  isComputable(interval) ? [interval.low, interval.high] : interval;

/** Intervals, tests of counts, several tests at once, sample sizes. */
export const intervals: Adapters = {
  proportion_interval({ number }, { alpha }) {
    const [count, n, level] = [number('count'), number('n'), levelOf(alpha)];
    const named = Object.entries(PROPORTION_METHODS).map(([name, method]) => [
      name,
      ends(proportionInterval({ count, n, level, method })),
    ]);
    return Object.fromEntries(named);
  },
  poisson_interval({ number }, { alpha }) {
    const found = poissonInterval({ count: number('count'), level: levelOf(alpha) });
    return isComputable(found) ? { lower: found.low, upper: found.high } : found;
  },
  proportion_z_counts({ number }) {
    const found = proportionZ(
      { count: number('c1'), n: number('n1') },
      { count: number('c2'), n: number('n2') },
    );
    return isComputable(found) ? { statistic: found.statistic, p: found.pValue } : found;
  },
  multiple_tests({ raw }, { method, alpha }) {
    const adjustment = ADJUSTMENTS[String(method)];
    if (!adjustment) throw new RangeError(`unknown method ${method}`);
    const found = adjustPValues(raw('p') as number[], adjustment);
    if (!isComputable(found)) return found;
    return { adjusted: found.adjusted, reject: found.reject(Number(alpha ?? 0.05)) };
  },
  sample_size_two_proportions({ number }, { alpha, power }) {
    const [from, to] = [number('p1'), number('p2')];
    return named('n', sampleSizeTwoProportions({ from, to, alpha: Number(alpha), power: Number(power) }));
  },
};
