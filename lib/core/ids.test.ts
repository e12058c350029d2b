import { describe, expect, it } from 'vitest';
import { fingerprint, freshId, NODE_ID, stableOffset } from './ids';

describe('freshId', () => {
  it.each([
    ['Drift of age', 'drift_of_age'],
    ['42 Ünïcode!', 'unicode'],
    ['', 'node'],
    ['__proto__', 'proto'],
    ['<img onerror>', 'img_onerror'],
  ])('%j becomes %s', (wish, id) => {
    expect(freshId(wish, [])).toBe(id);
    expect(id).toMatch(NODE_ID);
  });

  it('counts up past what is taken', () => {
    expect(freshId('limit', ['limit', 'limit_2'])).toBe('limit_3');
  });
});

describe('fingerprint', () => {
  it('does not depend on order and cannot be confused by values', () => {
    expect(fingerprint({ b: '1', a: '2' })).toBe(fingerprint({ a: '2', b: '1' }));
    expect(fingerprint({ a: '1,b=2' })).not.toBe(fingerprint({ a: '1', b: '2' }));
  });
});

describe('stableOffset', () => {
  it('stays in range and is the same every time', () => {
    expect(stableOffset('m1', 30_000)).toBe(stableOffset('m1', 30_000));
    expect(stableOffset('m1', 0)).toBe(0);
    for (let i = 0; i < 100; i++) expect(stableOffset(`m${i}`, 7)).toBeLessThan(7);
  });
});
