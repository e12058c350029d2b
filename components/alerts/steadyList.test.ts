import { describe, expect, it } from 'vitest';
import { byMonitor, steady } from './steadyList';

const row = (id: string, firedAt: number, state = 'firing') => ({ id, firedAt, state });
const resolve = (r: ReturnType<typeof row>) => ({ ...r, state: 'resolved' });
const before = [row('b', 20), row('a', 10)];

describe('steady', () => {
  it('keeps the order and takes in what changed', () => {
    const { shown, fresh } = steady(before, [row('a', 10, 'worse'), row('b', 20)], resolve);
    expect(shown).toEqual([row('b', 20), row('a', 10, 'worse')]);
    expect(fresh).toEqual([]);
  });
  it('keeps what left, in its place', () => {
    expect(steady(before, [row('a', 10)], resolve).shown).toEqual([row('b', 20, 'resolved'), row('a', 10)]);
  });
  it('holds new ones back and appends older ones', () => {
    const { shown, fresh } = steady(before, [row('c', 30), ...before, row('z', 5)], resolve);
    expect(shown.map(({ id }) => id)).toEqual(['b', 'a', 'z']);
    expect(fresh.map(({ id }) => id)).toEqual(['c']);
  });
  it('shows what comes into an empty list at once: nothing can move', () => {
    expect(steady([], [row('c', 30)], resolve)).toEqual({ shown: [row('c', 30)], fresh: [] });
  });
});

it('groups by monitor', () => {
  const m = (id: string) => ({ monitor: { id, name: id.toUpperCase() } });
  expect(byMonitor([m('x'), m('y'), m('x')]).map(({ name, rows }) => [name, rows.length])).toEqual([
    ['X', 2],
    ['Y', 1],
  ]);
});
