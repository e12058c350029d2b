import { describe, expect, it } from 'vitest';
import { file } from './source/file';
import { stream } from './source/stream';
import { filter } from './transform/filter';
import { segment } from './transform/segment';

describe('sources', () => {
  it('name where rows come from', () => {
    expect(stream.bind({ stream: 'predictions' })).toMatchObject({
      run: { kind: 'stream', name: 'predictions' },
    });
    expect(file.bind({ file: 'a.csv' })).toMatchObject({ run: { kind: 'file', name: 'a.csv' } });
    expect(file.bind({ file: 'a.csv', time: 'at' })).toMatchObject({ run: { name: 'a.csv', time: 'at' } });
    expect(stream.bind({}).ok).toBe(false);
  });
});

describe('transforms', () => {
  it('pass a condition on as data', () => {
    const where = {
      all: [{ column: 'sex', op: 'eq', value: 'Female' }, { not: { column: 'age', op: 'missing' } }],
    };
    expect(filter.bind({ where })).toMatchObject({ ok: true, run: { where } });
    expect(filter.bind({ where: 'age > 3' }).ok).toBe(false);
    expect(filter.bind({}).ok).toBe(false);
  });

  it('tell which columns a condition reads, so that they can be checked', () => {
    const where = {
      any: [
        { column: 'a', op: 'missing' },
        { not: { column: 'b', op: 'gt', value: 1 } },
        { column: 'a', op: 'eq', value: 3 },
        { column: '$time', op: 'gt', value: 0 },
      ],
    };
    expect(filter.bind({ where })).toMatchObject({
      columns: [
        { param: 'where', column: 'a', wants: 'any' },
        { param: 'where', column: 'b', wants: 'any' },
      ],
    });
  });

  it('split by a column into ten segments unless told otherwise', () => {
    expect(segment.bind({ column: 'sex' })).toMatchObject({ run: { segment: { column: 'sex', k: 10 } } });
    expect(segment.bind({ column: 'sex', k: 0 }).ok).toBe(false);
  });
});
