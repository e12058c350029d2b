/** Parts whose ends are no further apart are sorted by insertion. */
const SMALL = 15;

/**
 * The places of values in rising order as numpy's quicksort leaves them (argsort, 1.24): the same in everything but
 * ties, which it puts in an order of its own. Some libraries let that order show in their results. (Its resort to
 * heapsort, for inputs made to slow quicksort down, is left out.)
 */
export function numpyOrder(values: readonly number[]): number[] {
  const order = values.map((_, i) => i);
  const at = (place: number) => values[order[place] ?? 0] ?? 0;
  const swap = (a: number, b: number) => {
    const [one = 0, other = 0] = [order[a], order[b]];
    order[a] = other;
    order[b] = one;
  };
  const parts: [number, number][] = [[0, values.length - 1]];
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [left, right] = part;
    if (right - left > SMALL) {
      const middle = partition({ at, swap }, left, right);
      parts.push([left, middle - 1], [middle + 1, right]);
    } else insertionSort(order, values, part);
  }
  return order;
}

type Places = { at: (place: number) => number; swap: (a: number, b: number) => void };

/** Around the median of the first, the middle and the last; returns where it comes to lie. */
function partition({ at, swap }: Places, left: number, right: number): number {
  const middle = left + ((right - left) >> 1);
  if (at(middle) < at(left)) swap(middle, left);
  if (at(right) < at(middle)) swap(right, middle);
  if (at(middle) < at(left)) swap(middle, left);
  const pivot = at(middle);
  let [i, j] = [left, right - 1];
  swap(middle, j);
  while (true) {
    do i += 1;
    while (at(i) < pivot);
    do j -= 1;
    while (pivot < at(j));
    if (i >= j) break;
    swap(i, j);
  }
  swap(i, right - 1);
  return i;
}

function insertionSort(order: number[], values: readonly number[], [left, right]: [number, number]): void {
  for (let i = left + 1; i <= right; i++) {
    const moved = order[i] ?? 0;
    let to = i;
    for (; to > left && (values[moved] ?? 0) < (values[order[to - 1] ?? 0] ?? 0); to--)
      order[to] = order[to - 1] ?? 0;
    order[to] = moved;
  }
}
