import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answer } from './adapters';
import { mismatches } from './compare';
import { differences } from './differences';
import { readGolden } from './golden';

/** Every statistic against the library that its users trust. The golden set lies beside the repository. */
const ROOT = join(process.cwd(), '..');
const FOLDER = join(ROOT, 'shared', 'golden');
const absent = !existsSync(join(FOLDER, 'README.md'));
const files = absent
  ? ['golden set not found']
  : readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

describe.skipIf(absent)('golden', () => {
  describe.each(files)('%s', (file) => {
    const cases = absent ? [] : readGolden(join(FOLDER, file));
    it.each(cases.map((one) => [`${one.id} ${one.fn}`, one] as const))('%s', (_, one) => {
      const found = mismatches(one, answer(one, ROOT));
      if (differences[one.id]) expect(found, `${differences[one.id]}`).not.toEqual([]);
      else expect(found).toEqual([]);
    });
  });

  it('has all of them', () => {
    const counts = files.map((file) => readGolden(join(FOLDER, file)).length);
    expect(counts.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(851);
  });
});
