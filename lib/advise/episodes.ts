/** Rows over a threshold, joined where the gaps between them are at most `gap` rows: what a person gets as one alert. */
export function episodeStarts(score: Float64Array, threshold: number, gap: number): number[] {
  const starts: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < score.length; i++) {
    if (!((score[i] as number) > threshold)) continue;
    if (i - last > gap) starts.push(i);
    last = i;
  }
  return starts;
}

/** The highest score of each episode. */
export function episodePeaks(score: Float64Array, threshold: number, gap: number): number[] {
  const peaks: number[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < score.length; i++) {
    const value = score[i] as number;
    if (!(value > threshold)) continue;
    if (i - last > gap) peaks.push(value);
    else peaks[peaks.length - 1] = Math.max(peaks.at(-1) ?? value, value);
    last = i;
  }
  return peaks;
}

/** The lowest of each row and the `m - 1` before it: over a threshold only where `m` in a row are. 0 at the beginning. */
export function debounced(score: Float64Array, m: number): Float64Array {
  if (m <= 1) return score;
  return score.map((_, i) => {
    if (i < m - 1) return 0;
    let lowest = Number.POSITIVE_INFINITY;
    for (let k = 0; k < m; k++) lowest = Math.min(lowest, score[i - k] as number);
    return lowest;
  });
}
