import { chiSquare, type TableTest } from '@/lib/stats/chiSquare';
import { chiSquareOneSample } from '@/lib/stats/chiSquareOneSample';
import { countCategories } from '@/lib/stats/countCategories';
import { fisherExact } from '@/lib/stats/fisherExact';
import { gTest } from '@/lib/stats/gTest';
import { hellinger } from '@/lib/stats/hellinger';
import { jensenShannon } from '@/lib/stats/jensenShannon';
import { klDivergence } from '@/lib/stats/klDivergence';
import { lInfinity } from '@/lib/stats/lInfinity';
import { isComputable, type NotComputable, notComputable } from '@/lib/stats/notComputable';
import { proportionZ } from '@/lib/stats/proportionZ';
import { psi } from '@/lib/stats/psi';
import { totalVariation } from '@/lib/stats/totalVariation';
import { type Adapter, type Adapters, type Inputs, named } from './golden';

const counted = ({ texts }: Inputs) => countCategories(texts('reference'), texts('current'));

const distance =
  (statistic: (reference: number[], current: number[]) => number | NotComputable): Adapter =>
  (inputs) => {
    const { reference, current } = counted(inputs);
    return named('distance', statistic(reference, current));
  };

const tableTest =
  (test: (table: number[][]) => TableTest | NotComputable): Adapter =>
  (inputs) => {
    const { categories, reference, current } = counted(inputs);
    const found = test([reference, current]);
    if (!isComputable(found)) return found;
    return {
      statistic: found.statistic,
      p: found.pValue,
      dof: found.degrees,
      min_expected: found.minExpected,
      categories: categories.length,
      cramers_v: found.cramersV,
    };
  };

/** Two samples of categories. */
export const driftCategorical: Adapters = {
  chi_square: tableTest((table) => chiSquare(table)),
  chi_square_yates: tableTest((table) => chiSquare(table, { yates: true })),
  g_test: tableTest(gTest),
  chi_square_one_sample(inputs) {
    const { reference, current } = counted(inputs);
    const found = chiSquareOneSample(reference, current);
    return isComputable(found) ? { statistic: found.statistic, p: found.pValue } : found;
  },
  fisher_exact(inputs) {
    const { categories, reference, current } = counted(inputs);
    if (categories.length !== 2) return notComputable('there are not two categories');
    const found = fisherExact([reference[0] ?? 0, reference[1] ?? 0], [current[0] ?? 0, current[1] ?? 0]);
    return isComputable(found) ? { odds_ratio: found.oddsRatio, p: found.pValue } : found;
  },
  proportion_z(inputs) {
    const { texts } = inputs;
    const { reference, current } = counted(inputs);
    const found = proportionZ(
      { count: reference[0] ?? 0, n: texts('reference').length },
      { count: current[0] ?? 0, n: texts('current').length },
    );
    return isComputable(found) ? { statistic: found.statistic, p: found.pValue } : found;
  },
  total_variation: distance(totalVariation),
  l_infinity: distance(lInfinity),
  hellinger: distance(hellinger),
  jensen_shannon: distance((reference, current) => jensenShannon(reference, current)),
  psi_categorical(inputs) {
    const { reference, current } = counted(inputs);
    return named('psi', psi(reference, current, 'replace'));
  },
  kl_categorical(inputs) {
    const { reference, current } = counted(inputs);
    return named('divergence', klDivergence(reference, current));
  },
};
