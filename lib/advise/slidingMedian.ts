/** The median of the last values of a series, kept as it goes. */
export type SlidingMedian = {
  /** Takes the next value; NaN takes a place and counts for nothing. */
  push: (value: number) => void;
  /** NaN while there are fewer values than `min`. */
  median: (min: number) => number;
};

/**
 * A window of the last `size` values in order, kept by binary search and a block move: for the sizes used here (up to a few
 * thousand) that is quicker than two heaps.
 */
export function createSlidingMedian(size: number): SlidingMedian {
  const ring = new Float64Array(size).fill(Number.NaN);
  const sorted = new Float64Array(size);
  let [at, count] = [0, 0];

  function placeOf(value: number): number {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    push(value) {
      const old = ring[at] as number;
      if (!Number.isNaN(old)) {
        const place = placeOf(old);
        sorted.copyWithin(place, place + 1, count);
        count -= 1;
      }
      ring[at] = value;
      at = (at + 1) % size;
      if (Number.isNaN(value)) return;
      const place = placeOf(value);
      sorted.copyWithin(place + 1, place, count);
      sorted[place] = value;
      count += 1;
    },
    median(min) {
      if (count < min || count === 0) return Number.NaN;
      const half = count >>> 1;
      const upper = sorted[half] as number;
      return count % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
    },
  };
}

/** The median of the finite among a few values; NaN where there are none. Sorts in place. */
export function medianOf(values: Float64Array): number {
  const finite = values.filter((value) => !Number.isNaN(value)).sort();
  if (finite.length === 0) return Number.NaN;
  const half = finite.length >>> 1;
  const upper = finite[half] as number;
  return finite.length % 2 === 1 ? upper : ((finite[half - 1] as number) + upper) / 2;
}
