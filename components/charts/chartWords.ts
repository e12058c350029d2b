import { severityWords } from '@/components/ui/severity';
import { formatValue, type Unit } from '@/lib/blocks/block';
import { DAY_MS } from '@/lib/core/time';
import type { TimeBand } from './chartInput';
import type { PreparedSeries } from './prepareSeries';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-03-01 12:00 UTC`; seconds where they are not zero. */
export function momentText(at: number): string {
  const [day = '', time = ''] = new Date(at).toISOString().split('T');
  const clock = time.slice(5, 8) === ':00' ? time.slice(0, 5) : time.slice(0, 8);
  return `${day} ${clock} UTC`;
}

/** A tick of the time axis, as short as the distance between ticks allows. */
export function tickText(at: number, stepMs: number): string {
  const date = new Date(at);
  const month = months[date.getUTCMonth()] ?? '';
  if (stepMs >= 28 * DAY_MS) return `${month} ${date.getUTCFullYear()}`;
  if (stepMs >= DAY_MS || at % DAY_MS === 0) return `${date.getUTCDate()} ${month}`;
  const iso = date.toISOString();
  return stepMs < 60_000 ? iso.slice(11, 19) : iso.slice(11, 16);
}

/** A tick of the value axis: the unit is said once, by the axis, except for the percent sign. */
export function axisValue(value: number, unit: Unit): string {
  if (unit === 'share') return formatValue(value, unit);
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toFixed(2))}M`;
  if (size >= 1e4) return `${Number((value / 1e3).toFixed(1))}k`;
  return formatValue(value, 'score');
}

const worded: readonly Unit[] = ['ms', 'rows', 'tokens', 'per second', 'Wh'];

/** What the value axis counts; null where the numbers have no unit. */
export function axisUnit(unit: Unit): string | null {
  if (unit.startsWith('money ')) return unit.slice('money '.length);
  if (unit === 'gCO2e') return 'g CO2e';
  return worded.includes(unit) ? unit : null;
}

/** A value, or the words for none. */
export const valueText = (value: number | null | undefined, unit: Unit): string =>
  value === null || value === undefined ? 'no data' : formatValue(value, unit);

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** What a chart says, in one breath: the accessible name of something that is only pixels. */
export function summarise(prepared: PreparedSeries, bands: readonly TimeBand[], unit: Unit): string {
  const { rows, extent, gaps, labels } = prepared;
  const first = rows.times[0];
  const last = rows.times.at(-1);
  if (first === undefined || last === undefined || !extent) return 'No values.';
  const ends = labels.map((label, i) => `${label} last ${valueText(rows.columns[i]?.at(-1), unit)}`);
  const parts = [
    `${plural(rows.times.length, 'moment')} from ${momentText(first)} to ${momentText(last)}`,
    `between ${formatValue(extent.low, unit)} and ${formatValue(extent.high, unit)}`,
    ends.join(', '),
  ];
  if (gaps.length > 0) parts.push(`${plural(gaps.length, 'gap')} without data`);
  const alerts = bands.filter((band) => band.kind !== 'reference');
  if (alerts.length > 0) parts.push(`marked: ${alerts.map((a) => a.label).join(', ')}`);
  return `${parts.join('; ')}.`;
}

/** The words of the bands that a moment lies in. */
export function stateAt(at: number, bands: readonly TimeBand[]): string {
  return bands
    .filter((band) => at >= band.from && at < band.to)
    .map((band) => (band.kind === 'reference' ? band.label : `${severityWords[band.kind]}: ${band.label}`))
    .join(', ');
}
