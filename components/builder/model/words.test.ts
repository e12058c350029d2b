import { describe, expect, it } from 'vitest';
import { blocks } from '@/lib/blocks/registry';
import { setFieldAt } from './actions';
import { fieldsOf, readNumber, readScalar } from './fields';
import { isOutOfDate, isStale, nodeState, noResults } from './results';
import { sampleBuilder } from './testing';
import { badgeName, conditionWords, nodeName, sentenceOf, wireName } from './words';

describe('what is heard of the graph', () => {
  const b = sampleBuilder();
  const { derived } = b.store.getState();

  it('names a node with kind, name and wires', () => {
    expect(nodeName(derived, 'age_psi')).toBe('Detector, age_psi, input from events, output to limit');
    expect(nodeName(derived, 'events')).toBe('Source, events, output to age_psi');
    expect(nodeName(derived, 'tell')).toBe('Action, tell, input from limit');
    expect(wireName(derived, { from: 'events', to: 'age_psi' })).toBe('From events to age_psi');
  });

  it('counts its problems', () => {
    setFieldAt(b.store, ['nodes', 'age_psi', 'params', 'column'], 'nope');
    const now = b.store.getState().derived;
    expect(nodeName(now, 'age_psi')).toContain('1 issue');
    expect(badgeName(now, 'age_psi')).toBe('1 error');
    expect(badgeName(now, 'events')).toBeNull();
  });

  it('says what a node does', () => {
    expect(sentenceOf(derived, 'events')).toBe('Stream credit');
    expect(sentenceOf(derived, 'age_psi')).toContain('age');
    expect(sentenceOf(derived, 'limit')).toContain('0.2');
    expect(sentenceOf(derived, 'tell')).toBe('to the log');
    expect(
      conditionWords({
        all: [{ column: 'a', op: 'gt', value: 3 }, { any: [{ column: 'b', op: 'missing' }] }],
      }),
    ).toBe('a is above 3 and (b is missing)');
  });
});

describe('what a result is worth', () => {
  const b = sampleBuilder();
  const before = b.store.getState().derived.spec;
  const results = {
    ...noResults,
    status: 'done' as const,
    spec: before,
    preview: {
      span: null,
      problems: [],
      tookMs: 1,
      nodes: Object.fromEntries(
        Object.keys(before.nodes).map((id) => [
          id,
          { kind: 'unknown' as const, state: 'ok' as const, words: null, cached: false },
        ]),
      ),
    },
  };

  it('goes stale behind a change and nowhere else', () => {
    setFieldAt(b.store, ['nodes', 'limit', 'params', 'critical'], 0.4);
    const { spec } = b.store.getState().derived;
    expect(isOutOfDate(results, spec)).toBe(true);
    expect(['events', 'age_psi', 'limit', 'tell'].map((id) => isStale(results, spec, id))).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(nodeState(results, spec, 'events')).toBe('ok');
    expect(nodeState(results, spec, 'tell')).toBe('stale');
    expect(nodeState(noResults, spec, 'tell')).toBe('not run');
  });
});

describe('fields', () => {
  it('reads a field for every param of every block, required first', () => {
    for (const block of blocks) {
      const fields = fieldsOf(block);
      expect(fields.map((f) => f.name).sort()).toEqual(Object.keys(block.params.shape).sort());
      for (const field of fields) {
        expect(field.title).not.toBe('');
        expect(`${block.type} ${field.name} ${field.kind}`).not.toMatch(/ json$/);
      }
    }
  });

  it.each([
    ['.2', 0.2],
    ['20%', 0.2],
    ['1,000', 1000],
    ['-3e2', -300],
    [' 7 ', 7],
    ['seven', null],
    ['', null],
    ['1.2.3', null],
  ])('reads the number %s', (typed, value) => expect(readNumber(typed)).toBe(value));

  it('reads single values', () => {
    expect([readScalar('1'), readScalar('true'), readScalar('1a')]).toEqual([1, true, '1a']);
  });
});
