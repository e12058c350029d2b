import * as z from 'zod';
import { ksFromBins } from '@/lib/stats/ksFromBins';
import { quantileBin } from '@/lib/tally/profile';
import { columnRef, defineDetector, scored } from '../block';
import { compareBins, describeDrift, movement } from '../distribution';
import { figure, percent } from '../words';

/**
 * Kolmogorov-Smirnov distance of one column of numbers. The bins are quantiles of the reference with frequent
 * values apart, so the answer is at most 1 / bins below the distance of the rows themselves. Text has no order
 * and is refused.
 */
export const ks = defineDetector({
  type: 'ks',
  title: 'Kolmogorov-Smirnov distance',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: 'The largest gap between the shares of rows below any value, now and in the reference.',
  when: 'Reach for it for a column of numbers when a shift anywhere along its range matters and you do not want to choose bins.',
  synonyms: ['drift', 'distribution shift', 'ks test', 'kolmogorov smirnov', 'two-sample test'],
  sources: ['Kolmogorov 1933', 'Smirnov 1939'],
  params: z.strictObject({
    column: columnRef({ wants: 'number' }),
    bins: z.int().min(10).max(1000).default(256).meta({
      title: 'Bins',
      description: 'The answer is at most 1 / bins below the exact distance.',
      advanced: true,
    }),
  }),
  example: { column: 'age' },
  run: ({ column, bins }) => ({
    reference: 'required',
    profiles: [{ kind: 'quantiles', column, n: bins }],
    needs: (profiles) => ({
      keys: [{ column, bin: quantileBin(profiles, column, { n: bins, atoms: true }) }],
    }),
    score: (input) => {
      const sides = compareBins(input, column);
      if (!sides.ok) return sides.unscored;
      const { reference, current, bin } = sides;
      const found = ksFromBins(reference.counts, current.counts);
      const edge = bin.kind === 'edges' && found ? bin.edges[found.bin] : undefined;
      const drift = describeDrift(column, sides);
      if (!found || found.sign === 0 || edge === undefined) {
        return scored(found?.distance ?? 0, current.rows, drift);
      }
      const upTo = (counts: readonly number[]) => counts.slice(0, found.bin + 1).reduce((a, b) => a + b, 0);
      const shares = `${percent(upTo(reference.counts) / reference.rows)} of the reference lies below ${figure(edge)}, now ${percent(upTo(current.counts) / current.rows)}`;
      return scored(found.distance, current.rows, {
        ...drift,
        sentence: `${column} ${movement(sides)}: ${shares}`,
      });
    },
  }),
});
