import { describe, expect, it } from 'vitest';
import { splitCode } from './splitCode';

describe('splitCode', () => {
  it('marks what stands between backticks', () => {
    expect(splitCode('`limit` takes its input from `age`.')).toEqual([
      { text: 'limit', code: true },
      { text: ' takes its input from ', code: false },
      { text: 'age', code: true },
      { text: '.', code: false },
    ]);
  });
  it('leaves plain text and a lone backtick alone', () => {
    expect(splitCode('nothing')).toEqual([{ text: 'nothing', code: false }]);
    expect(splitCode('a ` b')).toEqual([{ text: 'a ` b', code: false }]);
    expect(splitCode('')).toEqual([]);
  });
});
