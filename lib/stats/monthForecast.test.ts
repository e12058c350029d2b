import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { monthForecast } from './monthForecast';
import { isComputable } from './notComputable';

describe('monthForecast', () => {
  it('goes on as the latest days did, and fills what was before the data', () => {
    const days = [8, 12, 10, 9, 11, 10, 10];
    expect(monthForecast({ spent: 100, days, daysKnown: 10, daysLeft: 15, daysBefore: 5 })).toMatchObject({
      total: 300,
    });
  });

  it('takes the mean so far where no day is whole, and then has no interval', () => {
    expect(monthForecast({ spent: 5, days: [], daysKnown: 0.5, daysLeft: 29.5, daysBefore: 0 })).toEqual({
      total: 300,
      interval: null,
    });
    expect(
      isComputable(monthForecast({ spent: 0, days: [], daysKnown: 0, daysLeft: 30, daysBefore: 0 })),
    ).toBe(false);
  });

  it('holds the month about as often as it says', () => {
    const rng = createRng('month');
    const draw = (n: number) => Array.from({ length: n }, () => 100 + 20 * rng.normal());
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    let missed = 0;
    for (let i = 0; i < 1000; i++) {
      const [known, rest] = [draw(14), draw(16)];
      const found = monthForecast({
        spent: sum(known),
        days: known,
        daysKnown: 14,
        daysLeft: 16,
        daysBefore: 0,
      });
      const total = sum(known) + sum(rest);
      if (
        isComputable(found) &&
        found.interval &&
        (total < found.interval.low || total > found.interval.high)
      )
        missed += 1;
    }
    expect(missed / 1000).toBeLessThan(0.1);
    expect(missed / 1000).toBeGreaterThan(0.02);
  });
});
