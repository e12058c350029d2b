import { expect, it } from 'vitest';
import { fillBuckets } from './fillBuckets';

it('counts stretches without rows as none', () => {
  const filled = fillBuckets({
    bucketMs: 10,
    points: [
      [100, 3],
      [130, 5],
    ],
  });
  expect(filled).toEqual([
    { at: 100, rows: 3 },
    { at: 110, rows: 0 },
    { at: 120, rows: 0 },
    { at: 130, rows: 5 },
  ]);
});

it('has nothing where there is nothing', () => {
  expect(fillBuckets(undefined)).toEqual([]);
  expect(fillBuckets({ bucketMs: 10, points: [] })).toEqual([]);
});

it('leaves gaps where filling them would take too much', () => {
  expect(
    fillBuckets({
      bucketMs: 1,
      points: [
        [0, 1],
        [1e9, 2],
      ],
    }),
  ).toHaveLength(2);
});
