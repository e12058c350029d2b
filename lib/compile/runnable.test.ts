import { describe, expect, it } from 'vitest';
import { blocks } from '@/lib/blocks/registry';
import { compile } from './compile';
import { runnableOf } from './runnable';

const typeOf = (kind: string) => blocks.find((block) => block.kind === kind);
const threshold = typeOf('threshold');
const detector = blocks.find((b) => b.kind === 'detector' && JSON.stringify(b.example).includes('"column"'));
const source = blocks.find((b) => b.kind === 'source' && 'stream' in b.example);

const columns = [{ name: 'amount', type: 'number', role: 'feature' }] as const;
const catalogue = { streams: { loans: columns }, files: {}, connections: {} };

const draft = (nodes: Record<string, unknown>) =>
  JSON.stringify({
    version: 1,
    name: 'draft',
    schedule: { every: '1h', window: '1h', reference: { trailing: '7d' } },
    nodes,
  });
const rows = { type: source?.type, params: { stream: 'loans' } };
const spread = { type: detector?.type, inputs: ['rows'], params: { column: 'amount' } };
const limit = { type: threshold?.type, inputs: ['spread'], params: threshold?.example };

function run(nodes: Record<string, unknown>) {
  const { spec, problems } = compile(draft(nodes), catalogue);
  if (!spec) throw new Error(JSON.stringify(problems));
  return runnableOf(spec, { catalogue, problems });
}

describe('runnableOf', () => {
  it('plans a detector before anything judges it', () => {
    const { plan, live } = run({ rows, spread });
    expect(plan?.detectors.map(({ id }) => id)).toEqual(['spread']);
    expect([...live]).toEqual(['rows', 'spread']);
  });

  it('runs what comes before a broken node, and nothing after it', () => {
    const broken = { ...spread, params: { column: 'nothing' } };
    const { plan, live, relations } = run({ rows, spread: broken, limit });
    expect([...live]).toEqual(['rows']);
    expect(plan?.detectors).toEqual([]);
    expect([...relations.keys()]).toEqual(['rows']);
  });

  it('tells what is switched off, and what hangs on that alone', () => {
    const { off, live } = run({ rows, spread: { ...spread, enabled: false }, limit });
    expect([...off]).toEqual(['spread', 'limit']);
    expect([...live]).toEqual(['rows']);
  });

  it('survives circles and inputs that are not there', () => {
    const { live } = run({
      rows,
      a: { ...limit, inputs: ['b'] },
      b: { ...limit, inputs: ['a'] },
      c: { ...limit, inputs: ['ghost'] },
    });
    expect([...live]).toEqual(['rows']);
  });
});
