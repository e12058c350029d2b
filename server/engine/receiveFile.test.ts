import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiveFile } from './receiveFile';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const take = (name: string, text: string, bytesMax = 1_000) =>
  receiveFile({ folder, bytesMax }, name, Readable.from([Buffer.from(text)]));

describe('receiveFile', () => {
  it('puts the file into the folder, for this user alone', async () => {
    expect(await take('scores 2026.csv', 'a,b\n1,2\n')).toEqual({ name: 'scores 2026.csv', bytes: 8 });
    expect(await readFile(join(folder, 'scores 2026.csv'), 'utf8')).toBe('a,b\n1,2\n');
    expect((await stat(join(folder, 'scores 2026.csv'))).mode & 0o777).toBe(0o600);
  });

  it('replaces a file of the same name', async () => {
    await take('a.csv', 'old');
    await take('a.csv', 'new');
    expect(await readFile(join(folder, 'a.csv'), 'utf8')).toBe('new');
  });

  it.each([
    '../a.csv',
    'a/b.csv',
    '..\\a.csv',
    '.hidden.csv',
    'a.exe',
    'a.csv\0.parquet',
    'a..csv',
    '',
    `${'a'.repeat(200)}.csv`,
    '-rf.csv',
  ])('refuses the name %j', async (name) => {
    await expect(take(name, 'x')).rejects.toThrow(/input_invalid/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing of a file that is too large or breaks off', async () => {
    await expect(take('a.csv', 'x'.repeat(1_001))).rejects.toThrow(/body_too_large/);
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('gone');
      })(),
    );
    await expect(receiveFile({ folder, bytesMax: 1_000 }, 'b.csv', broken)).rejects.toThrow('gone');
    expect(await readdir(folder)).toEqual([]);
  });
});
