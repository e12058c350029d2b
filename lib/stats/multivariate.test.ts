import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { boostedTrees } from './boostedTrees';
import { mmdTest } from './mmdTest';
import { isComputable } from './notComputable';
import { reconstructionErrors } from './reconstructionErrors';
import { symmetricEigen } from './symmetricEigen';

describe('eigenvalues', () => {
  it('rebuild the matrix, with orthonormal vectors', () => {
    const rng = createRng(1);
    const n = 12;
    const half = Array.from({ length: n }, () => Array.from({ length: n }, () => rng.normal()));
    const matrix = half.map((row, i) => row.map((x, j) => x + (half[j]?.[i] ?? 0)));
    const { values, vectors } = symmetricEigen(matrix);
    const dot = (a: readonly number[], b: readonly number[]) =>
      a.reduce((sum, x, k) => sum + x * (b[k] ?? 0), 0);
    expect([...values].sort((a, b) => b - a)).toEqual(values);
    vectors.forEach((v, i) => {
      vectors.forEach((w, j) => {
        expect(dot(v, w)).toBeCloseTo(i === j ? 1 : 0, 12);
      });
    });
    matrix.forEach((row, i) => {
      row.forEach((x, j) => {
        const rebuilt = values.reduce(
          (sum, value, k) => sum + value * (vectors[k]?.[i] ?? 0) * (vectors[k]?.[j] ?? 0),
          0,
        );
        expect(rebuilt).toBeCloseTo(x, 10);
      });
    });
  });

  it('of a matrix known by hand', () => {
    const { values, vectors } = symmetricEigen([
      [2, 1],
      [1, 2],
    ]);
    expect(values[0]).toBeCloseTo(3, 14);
    expect(values[1]).toBeCloseTo(1, 14);
    expect(vectors[0]?.[0]).toBeCloseTo(Math.SQRT1_2, 14);
    expect(vectors[0]?.[1]).toBeCloseTo(Math.SQRT1_2, 14);
  });
});

describe('reconstruction', () => {
  it('leaves what the components cannot say', () => {
    const reference = [
      [3, 0, 0],
      [-3, 0, 0],
      [0, 1, 0],
      [0, -1, 0],
    ];
    const found = reconstructionErrors(
      reference,
      [
        [5, 2, 0],
        [0, 0, 7],
      ],
      0.65,
    );
    if (!isComputable(found)) throw new Error(found.notComputable);
    expect(found.components).toBe(1);
    expect(found.current[0]).toBeCloseTo(2, 12);
    expect(found.current[1]).toBeCloseTo(7, 12);
    expect(found.byColumn.current[2]).toBeCloseTo(24.5, 12);
  });
});

describe('the kernel test', () => {
  it('is the unbiased discrepancy by hand', () => {
    const found = mmdTest([[0], [2]], [[1], [3]], { permutations: 9, seed: 1 });
    if (!isComputable(found)) throw new Error(found.notComputable);
    // Distances 1 1 1 2 2 3: their median is 1.5.
    const k = (d: number) => Math.exp((-d * d) / (2 * 1.5 * 1.5));
    expect(found.sigma).toBe(1.5);
    expect(found.value).toBeCloseTo(2 * k(2) - (3 * k(1) + k(3)) / 2, 12);
  });

  it('has a p-value that is as often small as it says', () => {
    const rng = createRng(4);
    const sample = () => Array.from({ length: 30 }, () => [rng.normal(), rng.normal()]);
    const small = Array.from({ length: 200 }, (_, seed) =>
      mmdTest(sample(), sample(), { permutations: 39, seed }),
    ).filter((found) => isComputable(found) && found.pValue <= 0.1).length;
    // 20 are expected; 9 and 33 lie three standard deviations off.
    expect(small).toBeGreaterThanOrEqual(9);
    expect(small).toBeLessThanOrEqual(33);
  });
});

describe('boosted trees', () => {
  it('learn what no column tells alone', () => {
    const rng = createRng(2);
    const rows = Array.from({ length: 600 }, () => [rng.normal(), rng.normal(), rng.normal()]);
    const label = (row: readonly number[]) => Number((row[0] ?? 0) * (row[1] ?? 0) > 0);
    const trees = boostedTrees(
      rows,
      rows.map(label),
      rows.map(() => 1),
    );
    const fresh = Array.from({ length: 300 }, () => [rng.normal(), rng.normal(), rng.normal()]);
    const right = fresh.filter((row) => Number(trees.predict(row) > 0) === label(row)).length;
    expect(right / fresh.length).toBeGreaterThan(0.85);
    expect(trees.importance[2]).toBeLessThan(0.2);
  });
});
