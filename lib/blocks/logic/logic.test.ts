import { describe, expect, it } from 'vitest';
import { type Block, type LogicRun, type Severity, severities } from '@/lib/blocks/block';
import { reached } from '@/lib/blocks/reached';
import { all } from './all';
import { any } from './any';
import { atLeast } from './atLeast';

function bound(block: Block<'logic'>, params = {}): LogicRun {
  const binding = block.bind(params);
  if (!binding.ok) throw new RangeError(`these params of ${block.type} do not bind`);
  return binding.run;
}

const letters = { o: 'ok', w: 'warning', c: 'critical', n: 'no_data', e: 'error' } as const;
type Letter = keyof typeof letters;
const read = (text: string) => [...text].map((letter) => letters[letter as Letter]);

/** Every pair of verdicts, the order of the two aside: inputs, any, all. Two inputs make `at_least` 1 and 2. */
const pairs = [
  ['oo', 'o', 'o'],
  ['ow', 'w', 'o'],
  ['oc', 'c', 'o'],
  ['on', 'n', 'o'],
  ['oe', 'e', 'o'],
  ['ww', 'w', 'w'],
  ['wc', 'c', 'w'],
  ['wn', 'w', 'n'],
  ['we', 'w', 'e'],
  ['cc', 'c', 'c'],
  ['cn', 'c', 'n'],
  ['ce', 'c', 'e'],
  ['nn', 'n', 'n'],
  ['ne', 'e', 'e'],
  ['ee', 'e', 'e'],
] as const;

describe('any, all and at_least', () => {
  it('cover every pair', () => {
    expect(pairs).toHaveLength((severities.length * (severities.length + 1)) / 2);
    expect(new Set(pairs.map(([inputs]) => inputs)).size).toBe(pairs.length);
  });

  it.each(pairs)('%s: any is %s, all is %s', (inputs, worst, mildest) => {
    for (const order of [read(inputs), read(inputs).reverse()]) {
      expect(bound(any).combine(order)).toBe(letters[worst]);
      expect(bound(atLeast, { n: 1 }).combine(order)).toBe(letters[worst]);
      expect(bound(all).combine(order)).toBe(letters[mildest]);
      expect(bound(atLeast, { n: 2 }).combine(order)).toBe(letters[mildest]);
    }
  });

  it.each(severities)('leave a single %s as it is', (severity) => {
    for (const run of [bound(any), bound(all), bound(atLeast, { n: 1 })]) {
      expect(run.combine([severity])).toBe(severity);
    }
  });

  it.each([
    [2, 'wwo', 'w'],
    [2, 'wco', 'w'],
    [2, 'cco', 'c'],
    [2, 'ccw', 'c'],
    [2, 'woo', 'o'],
    [2, 'wno', 'n'],
    [2, 'weo', 'e'],
    [2, 'wne', 'e'],
    [2, 'noo', 'o'],
    [2, 'nno', 'n'],
    [3, 'ccw', 'w'],
    [3, 'ccn', 'n'],
  ] as const)('at least %d of %s is %s', (n, inputs, wanted) => {
    expect(bound(atLeast, { n }).combine(read(inputs))).toBe(letters[wanted]);
  });

  it('have no data without inputs, and an error where the number can never be reached', () => {
    for (const run of [bound(any), bound(all), bound(atLeast)]) expect(run.combine([])).toBe('no_data');
    expect(bound(atLeast, { n: 3 }).combine(['ok', 'ok'])).toBe('error');
  });

  it('never fall below what is sure, whatever an unknown input turns out to be', () => {
    const unknown = (severity: Severity) => severity === 'no_data' || severity === 'error';
    const triples = severities.flatMap((a) =>
      severities.flatMap((b) => severities.map((c): Severity[] => [a, b, c])),
    );
    const sure = [1, 2, 3].flatMap((n) =>
      triples
        .filter((given) => given.some(unknown) && !unknown(reached(given, n)))
        .map((given) => ({ given, n, before: reached(given, n) })),
    );
    expect(sure.length).toBeGreaterThan(50);
    const order: readonly Severity[] = ['ok', 'warning', 'critical'];
    for (const { given, n, before } of sure) {
      const after = order.map((known) => reached(given.with(given.findIndex(unknown), known), n));
      for (const severity of after)
        expect(order.indexOf(severity)).toBeGreaterThanOrEqual(order.indexOf(before));
      if (before === 'ok') expect(after).toEqual(['ok', 'ok', 'ok']);
    }
  });

  it('say what they ask for', () => {
    expect(bound(any).sentence).toBe('any input is bad');
    expect(bound(all).sentence).toBe('every input is bad');
    expect(bound(atLeast, { n: 3 }).sentence).toBe('at least 3 inputs are bad');
    expect(atLeast.bind({ n: 0 }).ok).toBe(false);
    expect(atLeast.bind({ n: 1.5 }).ok).toBe(false);
  });
});
