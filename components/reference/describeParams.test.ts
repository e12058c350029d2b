import { describe, expect, it } from 'vitest';
import type { Block } from '@/lib/blocks/block';
import { blockOf, blocks } from '@/lib/blocks/registry';
import { describeParams } from './describeParams';

const rowsOf = (type: string) =>
  Object.fromEntries(describeParams(blockOf(type) as Block).map((row) => [row.name, row]));

describe('describeParams', () => {
  it.each(blocks.map((block) => [block.type, block] as const))(
    '%s has words for every setting',
    (_, block) => {
      for (const row of describeParams(block)) {
        expect(row.title).not.toBe('');
        expect(row.values).not.toContain('undefined');
        expect(row.values).not.toBe('a value');
      }
    },
  );

  it('says ranges, choices, defaults and units', () => {
    expect(rowsOf('psi').bins).toMatchObject({
      values: 'a whole number from 3 to 100',
      standard: '10',
      needed: false,
    });
    expect(rowsOf('limit').direction?.values).toBe('"above" or "below" or "outside"');
    expect(rowsOf('limit').minRows?.values).toContain('in rows');
    expect(rowsOf('change').warning?.values).toContain('a number above 0');
  });

  it('says what columns hold and which role is taken', () => {
    expect(rowsOf('ks').column).toMatchObject({ values: 'a column of numbers', needed: true });
    expect(rowsOf('recall').label?.description).toContain('role label');
  });
});
