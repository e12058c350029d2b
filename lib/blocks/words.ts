import { formatDuration, type Millis, SECOND_MS } from '@/lib/core/time';

/** A share as a sentence has it: `15.2 %`, `0.04 %`, `0 %`; what is just short of all is `99.9 %`, not `100 %`. */
export function percent(share: number): string {
  const points = share * 100;
  const size = Math.abs(points);
  if (size < 100 && size > 99.9) return `${Math.sign(points) * 99.9} %`;
  if (size >= 1) return `${Number(points.toFixed(1))} %`;
  return `${Number(points.toPrecision(2))} %`;
}

/** A number in four figures, whole from a thousand on: `38.65`, `12346`, `1.23e-7`. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(2);
  return size >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(4)));
}

/** `1 row`, `46 rows`. */
export function rowCount(rows: number): string {
  return rows === 1 ? '1 row' : `${rows} rows`;
}

/** `a`, `a and b`, `a, b and c`; beyond `max` the rest is counted. */
export function listed(items: readonly string[], max = 5): string {
  const shown = items.length > max ? [...items.slice(0, max), `${items.length - max} more`] : items;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** A length of time in at most two units, as people say it: `1h 5m`, `42s`. */
export function duration(ms: Millis): string {
  if (ms < SECOND_MS) return formatDuration(Math.round(ms));
  const sizes = [86_400_000, 3_600_000, 60_000, SECOND_MS];
  const unit = sizes.find((size) => ms >= size) ?? SECOND_MS;
  const part = Math.floor(ms / unit) * unit;
  const next = sizes[sizes.indexOf(unit) + 1];
  const rest = next ? Math.floor((ms - part) / next) * next : 0;
  return [part, rest].flatMap((length) => (length > 0 ? [inUnits(length, sizes)] : [])).join(' ');
}

function inUnits(ms: Millis, sizes: readonly number[]): string {
  const place = sizes.findIndex((size) => ms >= size);
  return `${ms / (sizes[place] ?? 1)}${'dhms'[place]}`;
}

/** A p-value as people say it: `p = 0.03`, `p < 0.001`. */
export function pValueWords(pValue: number): string {
  return pValue < 0.001 ? 'p < 0.001' : `p = ${Number(pValue.toFixed(pValue < 0.1 ? 3 : 2))}`;
}
