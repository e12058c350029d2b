import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { isComputable } from './notComputable';
import { theilSen } from './theilSen';

const line = (ys: readonly number[]) => ys.map((y, x) => ({ x, y }));

describe('theilSen', () => {
  it('is the median of all slopes, and an odd point does not bend it', () => {
    // Slopes 1, 1, 97/3, 1, 48, 95: the median is (1 + 97/3) / 2.
    const found = theilSen(line([0, 1, 2, 97]), 0.95);
    expect(found).toMatchObject({ slope: (1 + 97 / 3) / 2 });
    const longer = theilSen(line([0, 1, 2, 3, 4, 500, 6, 7, 8, 9, 10, 11]), 0.95);
    expect(longer).toMatchObject({ slope: 1, intercept: 1 });
  });

  it('has no answer without two points apart', () => {
    expect(isComputable(theilSen([], 0.95))).toBe(false);
    expect(
      isComputable(
        theilSen(
          [
            { x: 1, y: 2 },
            { x: 1, y: 3 },
          ],
          0.95,
        ),
      ),
    ).toBe(false);
  });

  it('holds the slope about as often as it says, where points are independent', () => {
    const rng = createRng('theil sen');
    let missed = 0;
    for (let draw = 0; draw < 1000; draw++) {
      const found = theilSen(line(Array.from({ length: 24 }, (_, x) => 0.1 * x + rng.normal())), 0.95);
      if (isComputable(found) && (found.low > 0.1 || found.high < 0.1)) missed += 1;
    }
    expect(missed / 1000).toBeLessThan(0.075);
    expect(missed / 1000).toBeGreaterThan(0.02);
  });
});
