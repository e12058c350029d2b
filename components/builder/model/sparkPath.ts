/** A series as an SVG path of a given size; gaps stay gaps, and long series keep their peaks. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value));
  if (known.length < 2) return '';
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const step = width / Math.max(1, values.length - 1);
  let isDown = false;
  let path = '';
  for (const [index, value] of thinned(values, width)) {
    if (value === null || !Number.isFinite(value)) {
      isDown = false;
      continue;
    }
    const [x, y] = [index * step, height - ((value - low) / span) * height];
    path += `${isDown ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    isDown = true;
  }
  return path;
}

/** At most two points a pixel: the lowest and the highest of each stretch. */
function thinned(values: readonly (number | null)[], width: number): [number, number | null][] {
  const all = values.map((value, index): [number, number | null] => [index, value]);
  if (all.length <= width * 2) return all;
  const size = Math.ceil(all.length / width);
  const kept: [number, number | null][] = [];
  for (let at = 0; at < all.length; at += size) {
    const part = all.slice(at, at + size);
    const known = part.filter(([, value]) => value !== null);
    const first = known[0] ?? part[0];
    if (!first) continue;
    const ends = known.reduce(
      (found, point) => ({
        low: (point[1] ?? 0) < (found.low[1] ?? 0) ? point : found.low,
        high: (point[1] ?? 0) > (found.high[1] ?? 0) ? point : found.high,
      }),
      { low: first, high: first },
    );
    kept.push(...(ends.low[0] <= ends.high[0] ? [ends.low, ends.high] : [ends.high, ends.low]));
  }
  return kept;
}
