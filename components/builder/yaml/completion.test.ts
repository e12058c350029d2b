import { describe, expect, it } from 'vitest';
import { sampleCatalogue } from '@/components/builder/model/testing';
import { completionsAt } from './completion';

/** Completes at the bar. */
const at = (text: string) =>
  completionsAt(text.replace('|', ''), text.indexOf('|'), sampleCatalogue).map((item) => item.label);

const head = 'version: 1\nname: n\nnodes:\n  events: { type: stream, params: { stream: credit } }\n';

describe('completion', () => {
  it('offers block types', () => {
    expect(at(`${head}  a: { type: p|`)).toContain('psi');
    expect(at(`${head}  a:\n    type: |`)).toContain('limit');
  });

  it('offers the ids of other nodes', () => {
    expect(at(`${head}  a: { type: psi, inputs: [|`)).toEqual(['events']);
    expect(at(`${head}  a:\n    type: psi\n    inputs:\n      - |`)).toEqual(['events']);
  });

  it('offers params and their values', () => {
    expect(at(`${head}  a:\n    type: limit\n    params:\n      |`)).toContain('critical');
    expect(at(`${head}  a: { type: limit, params: { |`)).toContain('direction');
    expect(at(`${head}  a:\n    type: limit\n    params:\n      direction: |`)).toEqual([
      'above',
      'below',
      'outside',
    ]);
    expect(at(`${head}  a:\n    type: psi\n    params:\n      column: |`)).toContain('age');
    expect(at(`${head}  a: { type: stream, params: { stream: |`)).toEqual(['credit']);
  });

  it('offers fields of the spec and of a node', () => {
    expect(at('|')).toContain('schedule');
    expect(at(`${head}  a:\n    type: psi\n    |`)).toContain('inputs');
  });
});
