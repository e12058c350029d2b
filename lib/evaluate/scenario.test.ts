import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Failure } from '@/lib/core/failures';
import { runScenario, scenarioShape } from './scenario';

const folder = join(import.meta.dirname, 'scenarios');
const read = (file: string) => scenarioShape.parse(parse(readFileSync(join(folder, file), 'utf8')));

describe('scenarios', () => {
  it.each(readdirSync(folder).filter((file) => file.endsWith('.yaml')))('%s', (file) => {
    const { expected, got } = runScenario(read(file));
    expect(got).toEqual(expected);
  });

  it('fails where an alert that was expected does not come', () => {
    const scenario = read('debounce.yaml');
    const result = runScenario({ ...scenario, spec: scenario.spec.replace('2 windows', '9 windows') });
    expect(result.passed).toBe(false);
    expect(result.got).toEqual([]);
  });

  it('names values that it cannot read', () => {
    const scenario = read('debounce.yaml');
    const series = scenario.series.map((one) => ({ ...one, values: '1 2;3' }));
    expect(() => runScenario({ ...scenario, series })).toThrow(/`2;3` is not a value/);
  });

  it('says what is wrong with a spec', () => {
    const scenario = read('debounce.yaml');
    expect(() => runScenario({ ...scenario, spec: scenario.spec.replace('mean', 'median') })).toThrow(
      Failure,
    );
  });
});
