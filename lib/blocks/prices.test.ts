import { describe, expect, it } from 'vitest';
import { edgeIndex } from '@/lib/tally/key';
import { examplePrices, priceDays, priceOf, pricesParam, readPrices } from './prices';

const prices = readPrices([
  'big* 10 30 from 2025-01-01',
  'big* 5 15 from 2026-01-01',
  'big-mini* 1 2',
  'exact 7 7.25',
]);
const at = (day: string) => edgeIndex(priceDays(prices), Date.parse(day));

describe('priceOf', () => {
  it.each([
    ['big-2', '2024-12-31', null],
    ['big-2', '2025-01-01', 10],
    ['big-2', '2025-12-31', 10],
    ['big-2', '2026-01-01', 5],
    ['big-mini-3', '2026-05-01', 1],
    ['big-mini-3', '2020-01-01', 1],
    ['exact', '2026-01-01', 7],
    ['exactly', '2026-01-01', null],
    [null, '2026-01-01', null],
  ])('%s on %s costs %s', (model, day, input) => {
    expect(priceOf(prices, model, at(day))?.input ?? null).toBe(input);
  });

  it('takes the newest where the time is not known, and * for any model', () => {
    expect(priceOf(prices, 'big-2', null)?.input).toBe(5);
    expect(priceOf(readPrices(['* 3 4']), null, 0)?.input).toBe(3);
  });

  it('has examples that are well formed and dated', () => {
    expect(pricesParam.parse(undefined)).toEqual(examplePrices);
    for (const line of examplePrices) expect(line).toMatch(/ from 20\d\d-\d\d-\d\d$/);
    expect(readPrices(examplePrices)).toHaveLength(examplePrices.length);
    for (const line of ['x', 'x 1', 'x -1 2', 'x 1 2 2026-01-01', 'x 1 2 from 1.2.2026', 'x y 1 2']) {
      expect(pricesParam.safeParse([line]).success).toBe(false);
    }
  });
});
