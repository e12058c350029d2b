type Keyed = { id: string; firedAt: number };
export type Steady<Row> = { shown: readonly Row[]; fresh: readonly Row[] };

/**
 * A list that is asked for again and again without moving under somebody's eyes: rows keep their places, a row that
 * left the answer stays (as `gone` shows it), and new ones wait in `fresh` until they are wanted. Older rows, which
 * were asked for, are put at the end.
 */
export function steady<Row extends Keyed>(
  before: readonly Row[],
  answer: readonly Row[],
  gone: (row: Row) => Row,
): Steady<Row> {
  const found = new Map(answer.map((row) => [row.id, row]));
  const kept = new Set(before.map(({ id }) => id));
  const oldest = before.reduce((least, { firedAt }) => Math.min(least, firedAt), Number.POSITIVE_INFINITY);
  const added = answer.filter(({ id }) => !kept.has(id));
  const isOlder = (row: Row) => row.firedAt < oldest;
  return {
    shown: [...before.map((row) => found.get(row.id) ?? gone(row)), ...added.filter(isOlder)],
    fresh: added.filter((row) => !isOlder(row)),
  };
}

/** Rows under the monitor they belong to; groups and rows in the order they came. */
export function byMonitor<Row extends { monitor: { id: string; name: string } }>(
  rows: readonly Row[],
): { id: string; name: string; rows: Row[] }[] {
  const groups = new Map<string, { id: string; name: string; rows: Row[] }>();
  for (const row of rows) {
    const group = groups.get(row.monitor.id) ?? { ...row.monitor, rows: [] };
    group.rows.push(row);
    groups.set(row.monitor.id, group);
  }
  return [...groups.values()];
}
