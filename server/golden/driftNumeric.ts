import { isComputable } from '@/lib/stats/notComputable';
import { stdFromSums } from '@/lib/stats/stdFromSums';
import { wasserstein } from '@/lib/stats/wasserstein';
import type { Adapters } from './golden';

/** Two samples of numbers. */
export const driftNumeric: Adapters = {
  wasserstein({ numbers }) {
    const reference = numbers('reference');
    const current = numbers('current');
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
};
