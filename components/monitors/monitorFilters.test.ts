import { describe, expect, it } from 'vitest';
import { stateOf } from './monitorFacts';
import { passes } from './monitorFilters';

const row = {
  name: 'Fraud drift',
  version: 3,
  enabled: true,
  state: 'ok',
  firing: 0,
  why: { objective: 'Lose less money', owner: 'risk-team' },
} as const;

describe('stateOf', () => {
  it.each([
    [{}, 'fine'],
    [{ firing: 2, state: 'critical' }, 'firing'],
    [{ state: 'no_data' }, 'attention'],
    [{ state: null }, 'waiting'],
    [{ enabled: false, firing: 1 }, 'paused'],
    [{ version: null, enabled: false }, 'draft'],
  ] as const)('%j: %s', (change, expected) => {
    expect(stateOf({ ...row, ...change })).toBe(expected);
  });
});

describe('passes', () => {
  it.each([
    [{ state: null, q: '' }, true],
    [{ state: 'fine', q: 'risk FRAUD' }, true],
    [{ state: 'firing', q: '' }, false],
    [{ state: null, q: 'latency' }, false],
  ] as const)('%j: %s', (filters, expected) => {
    expect(passes(row, filters)).toBe(expected);
  });
});
