/** Kept out of the products, so that they neither overflow nor vanish. */
const SCALE = 2 ** 128;

/** A square matrix row by row, times SCALE to the power `scale`. */
type Scaled = { cells: Float64Array; scale: number };

/**
 * Chance that the two-sided Kolmogorov-Smirnov statistic of n rows is below x, by a power of Durbin's matrix.
 *
 * @param n whole number of at least 1
 * @param x above 1 / (2 n)
 * @returns absolute error about 1e-13; cost (n x)^3 log n
 * @source Durbin 1968; Marsaglia, Tsang and Wang 2003, Evaluating Kolmogorov's distribution
 */
export function durbinMatrix(n: number, x: number): number {
  const k = Math.ceil(n * x);
  const size = 2 * k - 1;
  const middle = (k - 1) * size + k - 1;
  const steady = ({ cells, scale }: Scaled): Scaled =>
    Math.abs(cells[middle] ?? 0) > SCALE
      ? { cells: cells.map((cell) => cell / SCALE), scale: scale + 1 }
      : { cells, scale };
  let base: Scaled = { cells: durbinCells(size, k - n * x), scale: 0 };
  let power: Scaled | null = null;
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = power ? steady(product(power, base, size)) : base;
    if (left > 1) base = steady(product(base, base, size));
  }
  let chance = power?.cells[middle] ?? 0;
  let scale = power?.scale ?? 0;
  for (let i = 1; i <= n; i++) {
    chance *= i / n;
    if (chance < 1 / SCALE) {
      chance *= SCALE;
      scale -= 1;
    }
  }
  return chance * SCALE ** scale;
}

function durbinCells(size: number, h: number): Float64Array {
  const cells = new Float64Array(size * size);
  const factorial = [1];
  for (let i = 1; i <= size; i++) factorial.push((factorial[i - 1] ?? 1) * i);
  // What the first column and the last row lack, and their corner has back.
  const first = (row: number) => h ** (row + 1);
  const last = (column: number) => h ** (size - column);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= Math.min(row + 1, size - 1); column++) {
      const lacks = (column === 0 ? first(row) : 0) + (row === size - 1 ? last(column) : 0);
      cells[row * size + column] = (1 - lacks) / (factorial[row - column + 1] ?? 1);
    }
  }
  const corner = (size - 1) * size;
  cells[corner] = (cells[corner] ?? 0) + Math.max(0, 2 * h - 1) ** size / (factorial[size] ?? 1);
  return cells;
}

function product(a: Scaled, b: Scaled, size: number): Scaled {
  const cells = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let inner = 0; inner < size; inner++) {
      const factor = a.cells[row * size + inner] ?? 0;
      for (let column = 0; column < size; column++) {
        const place = row * size + column;
        cells[place] = (cells[place] ?? 0) + factor * (b.cells[inner * size + column] ?? 0);
      }
    }
  }
  return { cells, scale: a.scale + b.scale };
}
