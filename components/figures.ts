const counting = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const measuring = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });

/** `21,145`. */
export const formatCount = (count: number): string => counting.format(count);

/** `1 row`, `2 rows`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** `0.3 %`; what is not nothing never reads as 0 %, and what is not all never as 100 %. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  if (share < 1 && share > 0.999) return '> 99.9 %';
  return `${Number((share * 100).toFixed(1))} %`;
}

/** Four figures: `0.0312`, `1,234`. */
export const formatNumber = (value: number): string =>
  Math.abs(value) >= 1e12 || (value !== 0 && Math.abs(value) < 1e-4)
    ? value.toExponential(2)
    : measuring.format(value);

/** `1.4 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
}
