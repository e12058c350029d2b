import { describe, expect, it } from 'vitest';
import { spreadLabels, valueRange } from './scale';

const bare = { lines: [], valueBand: null };

describe('valueRange', () => {
  it('starts at zero for what counts from nothing', () => {
    expect(valueRange({ low: 100, high: 200 }, bare, 'ms')).toEqual({ min: 0, max: 216 });
  });
  it('stays close to the values of a score', () => {
    const { min, max } = valueRange({ low: 0.8, high: 0.9 }, bare, 'score');
    expect(min).toBeCloseTo(0.792);
    expect(max).toBeCloseTo(0.908);
  });
  it('makes room for lines and the reference', () => {
    const marks = {
      lines: [{ value: 0.5, severity: 'critical' as const }],
      valueBand: { low: 0, high: 0.1, label: 'reference' },
    };
    expect(valueRange({ low: 0.1, high: 0.2 }, marks, 'distance').max).toBeCloseTo(0.54);
  });
  it('keeps a share between 0 and 1', () => {
    expect(valueRange({ low: 0.97, high: 0.99 }, bare, 'share')).toEqual({ min: 0, max: 1 });
  });
  it('gives a flat series and nothing at all some height', () => {
    const flat = valueRange({ low: 5, high: 5 }, bare, 'score');
    expect(flat.max - flat.min).toBeCloseTo(1);
    expect(valueRange({ low: 0, high: 0 }, bare, 'ms')).toEqual({ min: 0, max: 1 });
    expect(valueRange(null, bare, 'score')).toEqual({ min: 0, max: 1 });
  });
  it('goes below zero where values do', () => {
    expect(valueRange({ low: -1, high: 1 }, bare, 'distance').min).toBeLessThan(-1);
  });
});

describe('spreadLabels', () => {
  const room = { min: 0, max: 100 };
  it('leaves labels that have room where they are', () => {
    expect(spreadLabels([10, 50, 90], 12, room)).toEqual([10, 50, 90]);
  });
  it('moves close ones apart and keeps their order', () => {
    expect(spreadLabels([50, 52, 51], 12, room)).toEqual([50, 74, 62]);
  });
  it('turns back at the lower edge', () => {
    expect(spreadLabels([98, 99], 12, room)).toEqual([88, 100]);
  });
});
