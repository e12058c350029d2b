/** Path data of a small line: `null` lifts the pen, long series keep their lowest and highest of each pixel. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const points = thin(values, Math.max(1, Math.floor(width)));
  const known = points.flatMap((p) => (p.value === null ? [] : [p.value]));
  if (known.length === 0) return '';
  const low = known.reduce((a, b) => Math.min(a, b));
  const span = known.reduce((a, b) => Math.max(a, b)) - low;
  const last = Math.max(1, values.length - 1);
  const round = (n: number) => Number(n.toFixed(1));
  let path = '';
  let pen: 'M' | 'L' = 'M';
  for (const { index, value } of points) {
    if (value === null) {
      pen = 'M';
      continue;
    }
    const y = span === 0 ? height / 2 : height - ((value - low) / span) * height;
    path += `${pen}${round((index / last) * width)} ${round(y)}`;
    pen = 'L';
  }
  return path;
}

type Point = { index: number; value: number | null };

function thin(values: readonly (number | null)[], pixels: number): Point[] {
  const all = values.map((value, index) => ({ index, value }));
  if (values.length <= pixels * 2) return all;
  const size = Math.ceil(values.length / pixels);
  const kept: Point[] = [];
  for (let from = 0; from < all.length; from += size) kept.push(...lowAndHigh(all.slice(from, from + size)));
  return kept;
}

function lowAndHigh(points: readonly Point[]): Point[] {
  const known = points.flatMap((p) => (p.value === null ? [] : [{ index: p.index, value: p.value }]));
  const first = known[0];
  if (!first) return points.slice(0, 1);
  const low = known.reduce((a, b) => (b.value < a.value ? b : a), first);
  const high = known.reduce((a, b) => (b.value > a.value ? b : a), first);
  return low.index === high.index ? [low] : [low, high].sort((a, b) => a.index - b.index);
}
