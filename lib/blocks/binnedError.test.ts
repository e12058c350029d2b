import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { compareBinned, shapes } from './_fixtures/binned';

/** Statistics from bins keep the bounds that their comments state, whatever the column, its size and its bins. */

const ROUNDING = 1e-9;
const sizes = [40, 3000];
const binCounts = [10, 50, 256];

describe.each(Object.entries(shapes()))('%s', (name, draw) => {
  it.each(sizes.flatMap((size) => binCounts.map((bins) => [size, bins] as const)))(
    '%i rows, %i bins',
    (size, bins) => {
      for (const shift of [0, 0.3]) {
        const rng = createRng(`${name} ${size} ${shift}`);
        const reference = Array.from({ length: size }, () => draw(rng));
        const current = Array.from({ length: Math.ceil(size * 0.7) }, () => draw(rng) * (1 + shift));
        for (const { statistic, binned, lowest, highest } of compareBinned({ reference, current }, bins)) {
          expect(binned, statistic).toBeGreaterThanOrEqual(lowest - ROUNDING);
          expect(binned, statistic).toBeLessThanOrEqual(highest + ROUNDING);
        }
      }
    },
  );
});
