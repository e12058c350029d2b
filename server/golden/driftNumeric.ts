import { andersonDarling } from '@/lib/stats/andersonDarling';
import { cramerVonMises } from '@/lib/stats/cramerVonMises';
import { cramerVonMisesPValue } from '@/lib/stats/cramerVonMisesPValue';
import { energy } from '@/lib/stats/energy';
import { eppsSingleton } from '@/lib/stats/eppsSingleton';
import { hellinger } from '@/lib/stats/hellinger';
import { jensenShannon } from '@/lib/stats/jensenShannon';
import { klDivergence } from '@/lib/stats/klDivergence';
import { ks } from '@/lib/stats/ks';
import { type KsMethod, ksPValue } from '@/lib/stats/ksPValue';
import { mannWhitney } from '@/lib/stats/mannWhitney';
import { mannWhitneyExact } from '@/lib/stats/mannWhitneyExact';
import { mmdRbf } from '@/lib/stats/mmdRbf';
import { isComputable } from '@/lib/stats/notComputable';
import { psi } from '@/lib/stats/psi';
import { stdFromSums } from '@/lib/stats/stdFromSums';
import { wasserstein } from '@/lib/stats/wasserstein';
import { welchT } from '@/lib/stats/welchT';
import { type Adapter, type Adapters, named } from './golden';
import { distinctCounts, doaneCounts, jointCounts, quantileCounts, sidesOf } from './numericBins';

const KS_METHODS: Readonly<Record<string, KsMethod>> = { asymp: 'asymptotic', exact: 'exact' };

const kolmogorovSmirnov: Adapter = (inputs, { method }, golden) => {
  const { reference, current } = sidesOf(inputs, golden);
  const found = ks(reference, current);
  if (!isComputable(found)) return found;
  const sizes = [reference.length, current.length] as const;
  return {
    statistic: found.distance,
    p: ksPValue(found.distance, sizes, KS_METHODS[String(method)] ?? 'auto'),
    p_limit: ksPValue(found.distance, sizes, 'limit'),
    statistic_location: found.location,
    statistic_sign: found.sign,
  };
};

const cramerVonMisesTest: Adapter = (inputs, { method = 'asymptotic' }, golden) => {
  const { reference, current } = sidesOf(inputs, golden);
  const found = cramerVonMises(reference, current);
  if (!isComputable(found)) return found;
  // scipy ends the series of the limit law there, so its small p-values are what it left out.
  const law = { method: method === 'exact' ? 'exact' : 'asymptotic', smallestTerm: 1e-7 } as const;
  return { statistic: found.statistic, p: cramerVonMisesPValue(found, law) };
};

/** Two samples of numbers. */
export const driftNumeric: Adapters = {
  ks: kolmogorovSmirnov,
  ks_exact: kolmogorovSmirnov,
  cramer_von_mises: cramerVonMisesTest,
  cramer_von_mises_exact: cramerVonMisesTest,
  anderson_darling_k(inputs, _, golden) {
    const { reference, current } = sidesOf(inputs, golden);
    const found = andersonDarling(reference, current);
    if (!isComputable(found)) return found;
    return { statistic: found.statistic, p: found.pValue, critical_values: found.criticalValues };
  },
  mann_whitney(inputs, _, golden) {
    const { reference, current } = sidesOf(inputs, golden);
    const found = mannWhitney(reference, current);
    return isComputable(found) ? { statistic: found.statistic, p: found.pValue } : found;
  },
  mann_whitney_exact(inputs, _, golden) {
    const { reference, current } = sidesOf(inputs, golden);
    const found = mannWhitney(reference, current);
    if (!isComputable(found)) return found;
    const p = mannWhitneyExact(found.statistic, [reference.length, current.length]);
    return { statistic: found.statistic, p };
  },
  welch_t(inputs, _, golden) {
    const { reference, current } = sidesOf(inputs, golden);
    const found = welchT(reference, current);
    if (isComputable(found)) return { statistic: found.statistic, p: found.pValue };
    const [then = Number.NaN, now = Number.NaN] = [reference[0], current[0]];
    const constant = [...reference, ...current].every((value) => value === then || value === now);
    // scipy divides the gap of two constants by 0.
    return constant && then !== now ? { statistic: then > now ? Infinity : -Infinity, p: 0 } : found;
  },
  wasserstein(inputs, _, golden) {
    const { reference, current } = sidesOf(inputs, golden);
    const distance = wasserstein(reference, current);
    if (!isComputable(distance)) {
      // scipy takes the way to an infinite value as infinitely long; we have no answer there.
      return [...reference, ...current].includes(Infinity) ? { distance: Infinity } : distance;
    }
    const spread = stdFromSums(
      reference.map((value) => ({ count: 1, sum: value, sumOfSquares: value ** 2 })),
    );
    return { distance, normed: spread ? distance / Math.max(spread.std, 0.001) : undefined };
  },
  energy(inputs, _, golden) {
    const { reference, current } = sidesOf(inputs, golden);
    return named('distance', energy(reference, current));
  },
  mmd_rbf(inputs, { sigma }, golden) {
    const { reference, current } = sidesOf(inputs, golden);
    const found = mmdRbf(reference, current, Number(sigma));
    return isComputable(found) ? { mmd2_unbiased: found.unbiased, mmd2_biased: found.biased } : found;
  },
  epps_singleton(inputs, _, golden) {
    const { reference, current } = sidesOf(inputs, golden);
    const found = eppsSingleton(reference, current);
    return isComputable(found) ? { statistic: found.statistic, p: found.pValue } : found;
  },
  psi_quantile(inputs, { bins = 10 }, golden) {
    const counts = quantileCounts(sidesOf(inputs, golden), Number(bins));
    if (!isComputable(counts)) return counts;
    return { psi: psi(counts.reference, counts.current), bins: counts.reference.length };
  },
  jensen_shannon_doane(inputs, _, golden) {
    const counts = doaneCounts(sidesOf(inputs, golden));
    if (!isComputable(counts)) return counts;
    return { distance: jensenShannon(counts.reference, counts.current), bins: counts.bins };
  },
  hellinger_doane(inputs, _, golden) {
    const counts = doaneCounts(sidesOf(inputs, golden));
    if (!isComputable(counts)) return counts;
    return { distance: hellinger(counts.reference, counts.current), bins: counts.bins };
  },
  psi_sturges(inputs, _, golden) {
    const counts = jointCounts(sidesOf(inputs, golden));
    return isComputable(counts) ? named('psi', psi(counts.reference, counts.current, 'replace')) : counts;
  },
  kl_sturges(inputs, _, golden) {
    const counts = jointCounts(sidesOf(inputs, golden));
    return isComputable(counts)
      ? named('divergence', klDivergence(counts.reference, counts.current))
      : counts;
  },
  jensen_shannon_sturges(inputs, _, golden) {
    const counts = jointCounts(sidesOf(inputs, golden));
    return isComputable(counts)
      ? named('distance', jensenShannon(counts.reference, counts.current, 'nats'))
      : counts;
  },
  hellinger_sturges(inputs, _, golden) {
    const counts = distinctCounts(sidesOf(inputs, golden));
    return isComputable(counts) ? named('distance', hellinger(counts.reference, counts.current)) : counts;
  },
};
