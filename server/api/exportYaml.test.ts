import { describe, expect, it } from 'vitest';
import { parseSpec } from '@/lib/spec/yaml';
import { exportName, exportText } from './exportYaml';

const text = `# Why this exists
version: 1
name: Loans
schedule: { every: 1h,   window: 1d } # hourly
nodes:
    rows: {type: stream, params: {stream: loans}}
    spread: { type: anything, inputs: [rows], params: {} }`;

describe('exportText', () => {
  it('has one key a line, keeps order and comments, and ends with a newline', () => {
    expect(exportText(text)).toBe(`# Why this exists
version: 1
name: Loans
schedule:
  every: 1h
  window: 1d
  # hourly
nodes:
  rows:
    type: stream
    params:
      stream: loans
  spread:
    type: anything
    inputs:
      - rows
    params: {}
`);
  });

  it('changes nothing when it is done again, and nothing that the text says', () => {
    const once = exportText(text);
    expect(exportText(once)).toBe(once);
    expect(parseSpec(once).spec).toEqual(parseSpec(text).spec);
  });

  it('leaves alone what is no YAML', () => {
    expect(exportText('a: [')).toBe('a: [\n');
  });
});

describe('exportName', () => {
  it.each([
    ['Fraud model: input drift', 'fraud-model-input-drift.yaml'],
    ['../../etc/passwd', 'etc-passwd.yaml'],
    ['\r\nX: y', 'x-y.yaml'],
    ['日本', 'monitor.yaml'],
  ])('%j is %s', (name, file) => {
    expect(exportName(name)).toBe(file);
  });
});
