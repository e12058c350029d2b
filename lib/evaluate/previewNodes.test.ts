import { describe, expect, it } from 'vitest';
import { thin, worstOf } from './previewNodes';

describe('thin', () => {
  const wave = Array.from({ length: 10_000 }, (_, i): [number, number] => [i, Math.sin(i / 50)]);

  it('leaves short series as they are', () => {
    expect(thin(wave.slice(0, 100), 100)).toEqual(wave.slice(0, 100));
  });

  it('keeps the order, the number and every spike', () => {
    const spiky = wave.map((point): [number, number] => (point[0] === 4_321 ? [4_321, 99] : point));
    const thinned = thin(spiky, 500);
    expect(thinned.length).toBeLessThanOrEqual(500);
    expect(thinned.some(([, value]) => value === 99)).toBe(true);
    expect(thinned.map(([at]) => at)).toEqual(thinned.map(([at]) => at).toSorted((a, b) => a - b));
  });

  it('keeps gaps as gaps', () => {
    const gap = wave.map(([at, value]): [number, number | null] => [at, at < 5_000 ? value : null]);
    expect(thin(gap, 500).filter(([, value]) => value === null).length).toBeGreaterThan(100);
  });
});

describe('worstOf', () => {
  it('puts what is known to be bad before what is not known, and that before good', () => {
    const of = (...severities: ('ok' | 'warning' | 'critical' | 'no_data' | 'error')[]) =>
      worstOf(severities.map((severity) => ({ severity })))?.severity;
    expect(of('ok', 'no_data', 'warning', 'error')).toBe('warning');
    expect(of('ok', 'no_data')).toBe('no_data');
    expect(of('warning', 'critical')).toBe('critical');
    expect(of()).toBeUndefined();
  });
});
