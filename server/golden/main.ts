import { parseArgs } from 'node:util';
import { answer } from './adapters';
import { mismatches } from './compare';
import { differences } from './differences';
import { type Golden, readGolden } from './golden';

/** `npm run -s golden -- --root DIR FILE…`: every case of every file, each failure with what was got and expected. */

const usage = 'Usage: npm run -s golden -- --root DIR FILE…   DIR is the folder that holds shared/';
const say = (line: string) => process.stdout.write(`${line}\n`);

function failuresOf(golden: Golden, root: string): string[] {
  try {
    const why = differences[golden.id];
    const purpose = why ? ` (on purpose: ${why})` : '';
    return mismatches(golden, answer(golden, root)).map(
      ({ key, got, expected }) => `${key}: got ${shown(got)}, expected ${shown(expected)}${purpose}`,
    );
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** JSON, but for what JSON cannot say. */
function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function run(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { root: { type: 'string', default: '..' } },
    allowPositionals: true,
  });
  if (positionals.length === 0) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  let [passed, failed] = [0, 0];
  for (const path of positionals) {
    for (const golden of readGolden(path)) {
      const failures = failuresOf(golden, values.root);
      if (failures.length === 0) passed += 1;
      else failed += 1;
      for (const failure of failures) say(`${golden.id} ${golden.fn} ${failure}`);
    }
  }
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exitCode = 2;
}
