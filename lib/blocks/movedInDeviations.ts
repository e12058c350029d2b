import { isComputable } from '@/lib/stats/notComputable';
import { wassersteinFromBins } from '@/lib/stats/wassersteinFromBins';
import type { DetectorRun } from './block';
import type { Choice } from './distances';
import { overPositions, type Placed } from './positions';
import { figure } from './words';

/** The norm of a reference that does not vary: what Evidently divides by there. */
const STD_MIN = 1e-3;

/** The Wasserstein distance, in standard deviations of the reference or in the unit of the column. */
export function movedInDeviations(choice: Choice, { normed = true }: { normed?: boolean } = {}): DetectorRun {
  return overPositions(choice, {
    distance: (placed) => {
      const moved = movedBy(placed);
      return moved === null || !normed ? moved : moved / Math.max(placed.then.std, STD_MIN);
    },
    words: (placed) => `values moved by ${figure(movedBy(placed) ?? 0)} on average`,
  });
}

function movedBy({ reference, current }: Placed): number | null {
  const moved = wassersteinFromBins(reference, current);
  return isComputable(moved) ? moved : null;
}
