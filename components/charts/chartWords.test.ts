import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { axisUnit, axisValue, momentText, stateAt, summarise, tickText, valueText } from './chartWords';
import { prepareSeries } from './prepareSeries';

const noon = Date.UTC(2026, 2, 1, 12);
const midnight = Date.UTC(2026, 2, 1);

it('momentText leaves empty seconds out', () => {
  expect(momentText(noon)).toBe('2026-03-01 12:00 UTC');
  expect(momentText(noon + 5_000)).toBe('2026-03-01 12:00:05 UTC');
});

it.each([
  [noon, HOUR_MS, '12:00'],
  [noon + 5_000, 5_000, '12:00:05'],
  [midnight, HOUR_MS, '1 Mar'],
  [noon, DAY_MS, '1 Mar'],
  [midnight, DAY_MS * 30, 'Mar 2026'],
  [noon + 15 * MINUTE_MS, 15 * MINUTE_MS, '12:15'],
])('tickText(%d, %d) is %s', (at, step, text) => {
  expect(tickText(at, step)).toBe(text);
});

it('axisValue is short and says the unit only for shares', () => {
  expect(axisValue(0.25, 'share')).toBe('25 %');
  expect(axisValue(1500, 'ms')).toBe('1500');
  expect(axisValue(25_000, 'rows')).toBe('25k');
  expect(axisValue(2_500_000, 'rows')).toBe('2.5M');
  expect(axisUnit('ms')).toBe('ms');
  expect(axisUnit('share')).toBeNull();
});

it('valueText has words for no value', () => {
  expect(valueText(null, 'ms')).toBe('no data');
  expect(valueText(undefined, 'ms')).toBe('no data');
  expect(valueText(12.34, 'ms')).toBe('12.3 ms');
});

describe('summarise', () => {
  it('says range, ends, gaps and alerts', () => {
    const times = [midnight, midnight + HOUR_MS, midnight + 5 * HOUR_MS];
    const prepared = prepareSeries([{ label: 'psi', times, values: [0.1, 0.4, 0.2] }], HOUR_MS);
    const bands = [{ from: midnight, to: noon, kind: 'critical' as const, label: 'psi above 0.3' }];
    expect(summarise(prepared, bands, 'distance')).toBe(
      '3 moments from 2026-03-01 00:00 UTC to 2026-03-01 05:00 UTC; between 0.1 and 0.4; psi last 0.2; ' +
        '1 gap without data; marked: psi above 0.3.',
    );
  });
  it('says that there is nothing', () => {
    expect(summarise(prepareSeries([]), [], 'ms')).toBe('No values.');
  });
});

it('stateAt names every band a moment lies in; the end is outside', () => {
  const bands = [
    { from: 0, to: 10, kind: 'warning' as const, label: 'slow' },
    { from: 5, to: 10, kind: 'reference' as const, label: 'reference' },
  ];
  expect(stateAt(6, bands)).toBe('Warning: slow, reference');
  expect(stateAt(10, bands)).toBe('');
});
