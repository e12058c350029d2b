import { expect, it } from 'vitest';
import { numpyRandom } from './numpyRandom';
import { stratifiedSplits } from './stratifiedSplits';

it('shuffles as numpy.random.RandomState(42) does', () => {
  const random = numpyRandom(42);
  expect(random.permutation(10)).toEqual([8, 1, 5, 0, 7, 2, 9, 4, 3, 6]);
  expect(random.permutation(7)).toEqual([4, 1, 0, 3, 5, 6, 2]);
  expect(random.permutation(1000).slice(0, 5)).toEqual([916, 31, 507, 518, 215]);
  expect(random.permutation(2)).toEqual([0, 1]);
});

it('holds out a tenth of each class, other rows each time', () => {
  const labels = Array.from({ length: 101 }, (_, i) => i % 4 === 0);
  const splits = stratifiedSplits(labels, 10);
  for (const rows of splits) {
    expect(rows).toHaveLength(11);
    expect(new Set(rows).size).toBe(11);
    expect([2, 3]).toContain(rows.filter((row) => labels[row]).length);
  }
  expect(new Set(splits.map((rows) => rows.join())).size).toBe(10);
});
