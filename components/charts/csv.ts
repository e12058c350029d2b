const quote = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A text that begins like a formula is disarmed, because spreadsheets would run it. */
const disarm = (cell: string): string =>
  /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell;

/** RFC 4180 text of a table. */
export function toCsv(
  header: readonly string[],
  rows: Iterable<readonly (string | number | null)[]>,
): string {
  const lines = [header.map((cell) => quote(disarm(cell))).join(',')];
  for (const row of rows) {
    lines.push(row.map((cell) => (cell === null ? '' : quote(disarm(String(cell))))).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}
