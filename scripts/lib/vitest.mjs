import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { runTool } from './run.mjs';

const summaryLine = /^ *(Test Files|Tests|Type Errors|Errors) {2}.*$/gm;

function countsFrom(path) {
  if (!existsSync(path)) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(path, 'utf8'));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Runs one vitest project; a project without a test file passes with nothing counted. */
export async function runVitest(project, { env = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-test-'));
  const reportPath = join(folder, 'report.json');
  let output = '';
  const args = ['run', '--project', project, '--passWithNoTests', '--reporter=default'];
  const code = await runTool('vitest', [...args, '--reporter=json', `--outputFile.json=${reportPath}`], {
    // It writes into a pipe and cannot see for whom: colours for a person, plain text for a log.
    env: { ...(process.stderr.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }), ...env },
    onOutput: (chunk) => {
      process.stderr.write(chunk);
      output += chunk;
    },
  });
  const counts = countsFrom(reportPath);
  rmSync(folder, { recursive: true });
  // A file that cannot be loaded, or an error outside any test, fails the run without a failed test to count.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return {
    name: `vitest ${project}`,
    ...counts,
    summary: stripVTControlCharacters(output).match(summaryLine) ?? [],
  };
}
