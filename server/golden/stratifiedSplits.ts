import { numpyRandom } from './numpyRandom';

/**
 * The rows that scikit-learn's StratifiedShuffleSplit(splits, test_size=0.1, random_state=42) holds out of two classes,
 * split by split.
 */
export function stratifiedSplits(labels: readonly boolean[], splits: number): number[][] {
  const random = numpyRandom(42);
  const classes = [false, true].map((side) => labels.flatMap((label, row) => (label === side ? [row] : [])));
  const counts = classes.map((rows) => rows.length);
  const held = Math.ceil(labels.length * 0.1);
  return Array.from({ length: splits }, () => {
    const train = shared(counts, labels.length - held, random);
    const rest = counts.map((count, i) => count - (train[i] ?? 0));
    const test = shared(rest, held, random);
    const drawn = classes.flatMap((rows, i) => {
      const [from, size] = [train[i] ?? 0, test[i] ?? 0];
      return random
        .permutation(rows.length)
        .slice(from, from + size)
        .map((at) => rows[at] ?? 0);
    });
    // Both parts are shuffled once more; only the draws that it takes matter here.
    random.permutation(labels.length - held);
    random.permutation(held);
    return drawn;
  });
}

/** Whole numbers in proportion to the counts that sum to `draws`; of equal remainders one is drawn. */
function shared(counts: readonly number[], draws: number, random: ReturnType<typeof numpyRandom>): number[] {
  const total = counts.reduce((a, b) => a + b, 0);
  const exact = counts.map((count) => (count / total) * draws);
  const whole = exact.map(Math.floor);
  let missing = draws - whole.reduce((a, b) => a + b, 0);
  const remainders = exact.map((share, i) => share - (whole[i] ?? 0));
  for (const value of [...new Set(remainders)].sort((a, b) => b - a)) {
    if (missing === 0) break;
    const equal = remainders.flatMap((other, i) => (other === value ? [i] : []));
    const chosen = random.permutation(equal.length).slice(0, Math.min(equal.length, missing));
    for (const at of chosen) whole[equal[at] ?? 0] = (whole[equal[at] ?? 0] ?? 0) + 1;
    missing -= chosen.length;
  }
  return whole;
}
