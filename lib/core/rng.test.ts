import { describe, expect, it } from 'vitest';
import { createRng, hash32 } from './rng';

describe('createRng', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const draw = (seed: string) => Array.from({ length: 5 }, createRng(seed).uniform);
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  it('is uniform in [0, 1): mean and spread within five standard errors', () => {
    const { uniform } = createRng(1);
    const n = 100_000;
    const values = Array.from({ length: n }, uniform);
    const mean = values.reduce((a, b) => a + b, 0) / n;
    expect(Math.abs(mean - 0.5)).toBeLessThan((5 * Math.sqrt(1 / 12)) / Math.sqrt(n));
    expect(Math.min(...values.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values.slice(0, 1000))).toBeLessThan(1);
  });

  it('draws normals with mean 0 and variance 1', () => {
    const { normal } = createRng(2);
    const n = 100_000;
    const values = Array.from({ length: n }, normal);
    const mean = values.reduce((a, b) => a + b, 0) / n;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
  });

  it('refuses to pick from nothing', () => {
    expect(() => createRng(1).pick([])).toThrow('at least one item');
  });
});

describe('hash32', () => {
  it('spreads near names over the whole range', () => {
    const buckets = new Array(16).fill(0);
    for (let i = 0; i < 16_000; i++) buckets[hash32(`monitor-${i}`) >>> 28] += 1;
    for (const count of buckets) expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(1000));
  });
});
