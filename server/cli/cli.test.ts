import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './run';

let folder: string;
const at = (name: string) => join(folder, name);
const put = (name: string, text: string) => {
  writeFileSync(at(name), text);
  return at(name);
};

async function call(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(argv, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    colour: false,
    environment: {},
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const spec = (limit: string, more = '') => `version: 1
name: Latency
schedule: { every: 1h, window: 1h${more} }
nodes:
  requests: { type: stream, params: { stream: requests } }
  average: { type: mean, inputs: [requests], params: { column: latency_ms } }
  slow: { type: limit, inputs: [average], params: { ${limit}, minRows: 1 } }
  tell: { type: webhook, inputs: [slow], params: { connection: pager } }
`;

const csv = `id,timestamp,latency_ms
${[100, 120, 900, 950, 110, 100].map((x, hour) => `r${hour},2026-01-05T0${hour}:30:00Z,${x}`).join('\n')}
r8,2026-01-05T06:30:00Z,100
r9,2026-01-05T07:00:00Z,100
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-cli-test-'));
  put('good.yaml', spec('critical: 500'));
  put('high.yaml', spec('critical: 5000'));
  put('bad.yaml', spec('critical: high').replace('type: mean', 'type: mode'));
  put('data.csv', csv);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('tocsin', () => {
  it('without a command, or with one that does not exist, ends with 2', async () => {
    expect((await call()).code).toBe(2);
    const { code, err } = await call('chek');
    expect(code).toBe(2);
    expect(err).toContain('there is no command `chek`');
  });

  it.each(['validate', 'check', 'drift', 'test', 'apply', 'export', 'templates'])(
    '%s explains itself',
    async (name) => {
      const { code, out } = await call(name, '--help');
      expect(code).toBe(0);
      expect(out).toContain(`Usage: tocsin ${name}`);
      expect(out).toContain('Exit codes:');
    },
  );

  it('names an option that does not exist', async () => {
    const { code, err } = await call('validate', '--jsn');
    expect(code).toBe(2);
    expect(err).toContain('--jsn');
  });
});

describe('tocsin validate', () => {
  it('ends with 0 where all is valid', async () => {
    expect(await call('validate', at('good.yaml'))).toMatchObject({ code: 0, out: '1 file: all valid' });
  });

  it('prints every problem with its place, and ends with 2', async () => {
    const { code, out } = await call('validate', at('good.yaml'), at('bad.yaml'));
    expect(code).toBe(2);
    expect(out).toContain(`${at('bad.yaml')}:6:20: error: `);
    expect(out).toContain('`mode`, which does not exist');
    expect(out).toContain('`critical` of `slow` is not right');
    expect(out).toContain('2 files: 2 errors');
  });

  it('answers in JSON', async () => {
    const { code, out } = await call('validate', at('bad.yaml'), '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject([
      {
        valid: false,
        problems: [
          { code: 'unknown_block', line: 6 },
          { code: 'param_invalid', line: 7 },
        ],
      },
    ]);
  });

  it('says that a file is not there', async () => {
    const { code, out } = await call('validate', at('none.yaml'));
    expect(code).toBe(2);
    expect(out).toContain('there is no such file');
  });

  it('wants a file', async () => {
    expect(await call('validate')).toMatchObject({
      code: 2,
      err: expect.stringContaining('FILE is missing'),
    });
  });
});

describe('tocsin check', () => {
  it('is quiet with 0', async () => {
    const { code, out } = await call('check', at('high.yaml'), '--data', at('data.csv'));
    expect(out).toContain('quiet');
    expect(code).toBe(0);
  });

  it('prints an alert and ends with 1', async () => {
    const { code, out } = await call('check', at('good.yaml'), '--data', at('data.csv'));
    expect(code).toBe(1);
    expect(out).toContain('critical  slow  2026-01-05T03:00Z to 2026-01-05T05:00Z, peak 950');
    expect(out).toContain('above the critical limit 500');
  });

  it('answers in JSON', async () => {
    const { out } = await call('check', at('good.yaml'), '--data', `requests=${at('data.csv')}`, '--json');
    expect(JSON.parse(out)).toMatchObject({
      alerts: 1,
      monitors: [
        {
          monitor: 'Latency',
          windows: 6,
          alerts: [{ node: 'slow', severity: 'critical', start: '2026-01-05T03:00:00.000Z', peak: 950 }],
        },
      ],
    });
  });

  it('reads NDJSON', async () => {
    const lines = [100, 900].map((x, hour) => ({ timestamp: `2026-01-05T0${hour}:30:00Z`, latency_ms: x }));
    const file = put(
      'data.ndjson',
      [...lines, { timestamp: '2026-01-05T02:10:00Z', latency_ms: 1 }]
        .map((l) => JSON.stringify(l))
        .join('\n'),
    );
    const { code, out } = await call('check', at('good.yaml'), '--data', file);
    expect(code).toBe(1);
    expect(out).toContain('from 2026-01-05T02:00Z, still firing');
  });

  it('takes data without a time as one window', async () => {
    const file = put('timeless.csv', 'latency_ms\n100\n2000\n');
    const { code, out } = await call('check', at('good.yaml'), '--data', file);
    expect(code).toBe(1);
    expect(out).toContain('critical  slow  over all rows, peak 1050');
  });

  it('takes the time from the column that is named', async () => {
    const file = put(
      'when.csv',
      csv
        .replace('timestamp', 'begun')
        .replace('latency_ms', 'latency_ms,ended')
        .replaceAll(/(,\d+)$/gm, '$1,2026-01-01T00:00:00Z'),
    );
    const { code, out } = await call('check', at('good.yaml'), '--data', file, '--time', 'begun');
    expect(code).toBe(1);
    expect(out).toContain('2026-01-05T03:00Z');
    const wrong = await call('check', at('good.yaml'), '--data', file, '--time', 'began');
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('`began`') });
  });

  it('compares with a reference file', async () => {
    const drift = spec('critical: 0.2', ', reference: { trailing: 30d }').replace('type: mean', 'type: ks');
    const file = put('drift.yaml', drift);
    const now = put('now.csv', `latency_ms\n${Array.from({ length: 200 }, (_, i) => i + 100).join('\n')}\n`);
    const same = put(
      'same.csv',
      `latency_ms\n${Array.from({ length: 300 }, (_, i) => 100 + (i * 2) / 3).join('\n')}\n`,
    );
    const then = put('then.csv', `latency_ms\n${Array.from({ length: 300 }, (_, i) => i).join('\n')}\n`);
    expect((await call('check', file, '--data', now, '--reference', same)).code).toBe(0);
    expect((await call('check', file, '--data', now, '--reference', then)).code).toBe(1);
    const without = await call('check', file, '--data', now);
    expect(without).toMatchObject({ code: 2, err: expect.stringContaining('--reference') });
  });

  it('joins labels by id', async () => {
    const recall = put(
      'recall.yaml',
      `version: 1
name: Recall
schedule: { every: 1h, window: 1d }
nodes:
  rows: { type: stream, params: { stream: rows } }
  found: { type: recall, inputs: [rows], params: { prediction: prediction, label: label, positive: 1 } }
  low: { type: limit, inputs: [found], params: { direction: below, critical: 0.9, minRows: 1 } }
`,
    );
    const data = put('predictions.csv', 'id,prediction\na,1\nb,0\nc,1\n');
    const bad = put('labels.csv', 'id,label\nb,1\na,1\n');
    const good = put('labels2.csv', 'id,label\nb,0\na,1\n');
    expect((await call('check', recall, '--data', data, '--labels', good)).code).toBe(0);
    const { code, out } = await call('check', recall, '--data', data, '--labels', bad);
    expect(code).toBe(1);
    expect(out).toContain('50 %, below the critical limit 90 %');
    const strange = put('strange.csv', 'x,y\n1,2\n');
    expect((await call('check', recall, '--data', data, '--labels', strange)).code).toBe(2);
  });

  it.each([
    ['no data', [], '--data FILE is missing'],
    ['a file that is not there', ['--data', 'none.csv'], 'there is no such file'],
    ['a kind that it cannot read', ['--data', 'good.yaml'], '.yaml is not .csv'],
    ['two files without streams', ['--data', 'data.csv', '--data', 'data.csv'], 'STREAM=FILE'],
  ])('ends with 2 for %s', async (_, flags, message) => {
    const argv = flags.map((word) => (word.startsWith('--') ? word : at(word)));
    const { code, err } = await call('check', at('good.yaml'), ...argv);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  it('names columns that the data does not have', async () => {
    const file = put('other.csv', 'timestamp,duration\n2026-01-05,1\n');
    const { code, err } = await call('check', at('good.yaml'), '--data', file);
    expect(code).toBe(2);
    expect(err).toContain(`${at('good.yaml')}:6:`);
    expect(err).toContain('`latency_ms`, which the data does not have');
  });
});

describe('tocsin drift', () => {
  const table = (rows: number, row: (i: number) => string) =>
    ['id,age,city,joined', ...Array.from({ length: rows }, (_, i) => row(i))].join('\n');
  const plain = (i: number) =>
    `r${i},${18 + ((i * 7) % 50)},${i % 4 === 0 ? 'Bonn' : 'Kiel'},2026-01-0${1 + (i % 9)}`;
  const older = (i: number) => plain(i).replace(/,(\d+),/, (_, age) => `,${Number(age) + 10},`);

  it('says which columns have drifted, and ends with 1', async () => {
    const reference = put('then.csv', table(1000, plain));
    const data = put('now.csv', table(400, older));
    const { code, out } = await call('drift', '--reference', reference, '--data', data);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^column {2}distance {2}usual up to {2}p-value {4}drifted\nage {5}0\.2\d* +0\.0\d+ +p < 0\.001 {2}yes\n/,
    );
    expect(out).toMatch(
      /\n {4}age moved up: .* \(Kolmogorov-Smirnov distance, because age holds many different numbers\)\n/,
    );
    expect(out).toMatch(/\ncity +\S+ +\S+ +p = \S+ +no\n/);
    expect(out).toMatch(/\n1 of 2 columns has drifted: age \(Benjamini-Hochberg at 5 %\)$/);
  });

  it('ends with 0 where nothing has, and prints JSON', async () => {
    const reference = put('then.csv', table(1000, plain));
    const { code, out } = await call('drift', '--reference', reference, '--data', reference, '--json');
    expect(code).toBe(0);
    const { columns, level } = JSON.parse(out) as { columns: unknown[]; level: number };
    expect(level).toBe(0.05);
    expect(columns).toMatchObject([
      { column: 'age', ok: true, value: 0, pValue: 1, drifted: false },
      { column: 'city', ok: true, value: 0, pValue: 1, drifted: false },
    ]);
  });

  it('compares the columns that it is told to, and says which do not exist', async () => {
    const reference = put('then.csv', table(1000, plain));
    const files = ['--reference', reference, '--data', reference];
    const { out } = await call('drift', ...files, '--columns', 'city', '--correction', 'bonferroni');
    expect(out).toMatch(/none of 1 column has drifted \(Bonferroni at 5 %\)$/);
    const wrong = await call('drift', ...files, '--columns', 'town');
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('town')]);
  });

  it.each([
    [['--data', 'x.csv'], '--reference FILE is missing'],
    [['--reference', 'x.csv', '--data', 'x.csv', '--level', '2'], '--level is a share of at most 0.5'],
    [['--reference', 'x.csv', '--data', 'x.csv', '--correction', 'none'], 'is neither'],
  ])('refuses %j', async (args, why) => {
    const { code, err } = await call('drift', ...args);
    expect(code).toBe(2);
    expect(err).toContain(why);
  });
});

describe('tocsin test', () => {
  const scenario = (fires: string) => `name: slow once
spec: |
${spec('critical: 500').replaceAll(/^/gm, '  ')}
start: 2026-01-05
series: [{ stream: requests, column: latency_ms, values: 1x2 900 1 }]
alerts: [{ node: slow, fires: ${fires}, ends: 4h, severity: critical }]
`;
  it('ends with 0 where it holds, 1 where not, 2 where it cannot be read', async () => {
    expect((await call('test', put('holds.yaml', scenario('3h')))).code).toBe(0);
    const failed = await call('test', put('fails.yaml', scenario('2h')));
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('  - alert slow critical fires 2h');
    expect(failed.out).toContain('  + alert slow critical fires 3h');
    expect((await call('test', at('good.yaml'))).code).toBe(2);
  });
});

describe('tocsin templates', () => {
  it('lists them', async () => {
    const { code, out } = await call('templates', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveLength(6);
  });

  it('prints one with columns filled in', async () => {
    const { out } = await call('templates', 'credit-scoring', '--stream', 'loans', '--map', 'income=salary');
    expect(out).toContain('column: salary');
    expect(out).toContain('<debt_ratio>');
  });

  it('writes specs and a sample that can be checked', async () => {
    const specs = at('specs');
    expect((await call('templates', 'support-assistant', '--for-sample', '--out', specs)).code).toBe(0);
    expect((await call('templates', 'support-assistant', '--sample', at('answers.csv'))).code).toBe(0);
    const file = join(specs, 'support-assistant-refusals.yaml');
    const { code, out } = await call('check', file, '--data', at('answers.csv'));
    expect(code).toBe(1);
    expect(out).toContain('critical  too_many  2026-01-27T06:00Z');
    expect(readdirSync(specs)).toHaveLength(6);
    expect((await call('templates', 'support-assistant', '--out', specs)).code).toBe(1);
  });

  it('ends with 2 for a template or a key that does not exist', async () => {
    expect((await call('templates', 'credit')).code).toBe(2);
    expect((await call('templates', 'credit-scoring', '--map', 'incme=x')).code).toBe(2);
  });
});

describe('tocsin apply and export', () => {
  it('sends nothing where a file is invalid', async () => {
    const { code, err } = await call(
      'apply',
      at('good.yaml'),
      at('bad.yaml'),
      '--server',
      'http://127.0.0.1:9',
    );
    expect(code).toBe(2);
    expect(err).toContain('mode');
    expect(err).not.toContain('does not answer');
  });

  it('ends with 1 where the server does not answer', async () => {
    const apply = await call('apply', at('good.yaml'), '--server', 'http://127.0.0.1:9');
    expect(apply).toMatchObject({ code: 1, err: expect.stringContaining('does not answer') });
    expect((await call('export', '--server', 'http://127.0.0.1:9')).code).toBe(1);
  });

  it('refuses an address that is none, and two files for one monitor', async () => {
    expect((await call('export', '--server', 'tocsin')).code).toBe(2);
    const twice = await call('apply', at('good.yaml'), at('high.yaml'), '--server', 'http://127.0.0.1:9');
    expect(twice).toMatchObject({ code: 2, err: expect.stringContaining('two files') });
  });
});
