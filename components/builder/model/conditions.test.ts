import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, matches } from '@/lib/tally/condition';
import { operatorsFor, readValue, toCondition, toGroup, withOp } from './conditions';

const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({
      column: fc.constantFrom('a', 'b'),
      op: fc.constantFrom('eq', 'ne', 'lt', 'ge'),
      value: fc.integer({ min: 0, max: 3 }),
    }) as fc.Arbitrary<Condition>,
    fc.record({ column: fc.constant('a'), op: fc.constant('missing' as const) }),
    fc.record({
      column: fc.constant('b'),
      op: fc.constant('in' as const),
      values: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }),
    }),
    fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
}));
const row = fc
  .tuple(fc.option(fc.integer({ min: 0, max: 3 })), fc.option(fc.integer({ min: 0, max: 3 })))
  .map(
    ([a, b]) =>
      new Map([
        ['a', a],
        ['b', b],
      ]),
  );

describe('a condition in its form', () => {
  it('means the same after the form as before', () => {
    fc.assert(
      fc.property(tree, row, (condition, values) => {
        expect(matches(toCondition(toGroup(condition)), values)).toBe(matches(condition, values));
      }),
      { numRuns: 500 },
    );
  });

  it('begins empty where there is none', () => {
    expect(toGroup(undefined)).toEqual({ join: 'all', parts: [] });
    expect(toGroup('nonsense')).toEqual({ join: 'all', parts: [] });
  });

  it('offers what the type of a column allows', () => {
    expect(operatorsFor('text')).toContain('contains');
    expect(operatorsFor('number')).not.toContain('contains');
    expect(operatorsFor('boolean')).toEqual(['eq', 'ne', 'missing']);
  });

  it('reads values as the column has them', () => {
    expect(readValue('eq', '7', 'number')).toEqual({ ok: true, value: 7 });
    expect(readValue('eq', '7', 'text')).toEqual({ ok: true, value: '7' });
    expect(readValue('in', 'a, b', 'text')).toEqual({ ok: true, value: ['a', 'b'] });
    expect(readValue('eq', 'x', 'number')).toEqual({ ok: false, error: 'expected a number' });
    expect(readValue('eq', 'yes', 'boolean').ok).toBe(false);
  });

  it('keeps the value when the comparison changes', () => {
    const part = { column: 'a', op: 'eq' as const, value: 3 };
    expect(withOp(part, 'in').value).toEqual([3]);
    expect(withOp(withOp(part, 'in'), 'eq').value).toBe(3);
    expect(withOp(part, 'missing').value).toBeNull();
  });
});
