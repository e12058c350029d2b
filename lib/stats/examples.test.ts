import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

/** Every statistic says in its comment what it is for, what it answers and what it agrees with, and its example is true. */

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(FOLDER).filter((name) => !name.startsWith('_') && /^\w+\.ts$/.test(name));

type Documented = { file: string; name: string; comment: string };

const statistics: Documented[] = files.flatMap((file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const found = text.matchAll(/(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*)?export function (\w+)/g);
  return [...found].map(([, comment = '', name = '']) => ({ file, name, comment }));
});

it('finds the statistics', () => {
  expect(statistics.length).toBeGreaterThanOrEqual(files.length);
});

describe.each(statistics.map((one) => [one.name, one] as const))('%s', (name, { file, comment }) => {
  it.each(['What for:', '@returns', '@matches', '@example'])('says %s', (part) => {
    expect(comment).toContain(part);
  });

  it('has a true example', async () => {
    const [, code = '', result = ''] = /@example (.+?) \/\/ (.+)/.exec(comment) ?? [];
    const module = (await import(join(FOLDER, file))) as Record<string, unknown>;
    const answer: unknown = runInNewContext(`[(${code}), (${result})]`, { [name]: module[name] });
    const [got, wanted] = answer as [unknown, unknown];
    expect(JSON.stringify(got, rounded)).toBe(JSON.stringify(wanted, rounded));
  });
});

/** Examples are written in a few figures. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(12)) : value;
}
