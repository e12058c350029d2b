type Volume = { bucketMs: number; points: readonly (readonly [at: number, rows: number])[] };
const BUCKETS_MAX = 5_000;

/** A bucket for every stretch of time between the first and the last: those without rows count 0. */
export function fillBuckets(volume: Volume | undefined): { at: number; rows: number }[] {
  const first = volume?.points[0];
  const last = volume?.points.at(-1);
  if (!volume || !first || !last) return [];
  const { bucketMs } = volume;
  const rows = new Map(volume.points);
  const count = Math.round((last[0] - first[0]) / bucketMs) + 1;
  if (count > BUCKETS_MAX) return volume.points.map(([at, found]) => ({ at, rows: found }));
  return Array.from({ length: count }, (_, index) => {
    const at = first[0] + index * bucketMs;
    return { at, rows: rows.get(at) ?? 0 };
  });
}
