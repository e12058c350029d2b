import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ColumnInfo } from '@/lib/tally/column';
import { columnList, defineDetector, fillRoles, roleColumns, unscored } from './block';

const block = defineDetector({
  type: 'lists',
  title: 'Lists',
  category: 'data quality',
  unit: 'score',
  worse: 'higher',
  summary: 'A block for this test.',
  when: 'Never.',
  synonyms: [],
  params: z.strictObject({
    keys: columnList({ min: 2, wants: 'text' }),
    features: roleColumns('feature', { wants: 'number' }),
  }),
  example: { keys: ['a', 'b'] },
  run: () => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [] }),
    score: () => unscored('a test'),
  }),
});

const column = (
  name: string,
  type: ColumnInfo['type'],
  role: ColumnInfo['role'] = 'feature',
): ColumnInfo => ({
  name,
  type,
  role,
});

describe('a list of columns', () => {
  it('is checked column by column', () => {
    const bound = block.bind({ keys: ['a', 'b'], features: ['x'] });
    expect(bound.ok && bound.columns).toEqual([
      { param: 'keys', column: 'a', wants: 'text' },
      { param: 'keys', column: 'b', wants: 'text' },
      { param: 'features', column: 'x', wants: 'number' },
    ]);
  });

  it('has each column once, and as many as it must', () => {
    expect(block.bind({ keys: ['a', 'a'] }).ok).toBe(false);
    expect(block.bind({ keys: ['a'] }).ok).toBe(false);
    expect(block.bind({ keys: ['a', 'b'], features: [] }).ok).toBe(false);
  });

  it('left out, is all columns of the role that hold what is wanted', () => {
    const columns = [
      column('x', 'number'),
      column('t', 'text'),
      column('y', 'number'),
      column('id', 'text', 'id'),
    ];
    expect(fillRoles(block, { keys: ['a', 'b'] }, columns)).toEqual({
      params: { keys: ['a', 'b'], features: ['x', 'y'] },
      missing: [],
    });
    expect(fillRoles(block, {}, [column('t', 'text')]).missing).toEqual([
      { param: 'features', role: 'feature', list: true },
    ]);
  });
});
