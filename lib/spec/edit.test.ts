import { describe, expect, it } from 'vitest';
import {
  addNode,
  connect,
  copyNodes,
  disconnect,
  duplicate,
  pasteNodes,
  readFragment,
  removeNode,
  renameNode,
  setEnabled,
  setField,
  setParam,
} from './edit';
import { parseSpec } from './yaml';

const text = `# Watches the fraud model.
version: 1
name: Fraud model input drift   # shown in lists
why: { requirement: REQ-12, owner: "risk-team" }
schedule: { every: 15m, window: 1h, reference: { from: 2026-01-01, to: 2026-02-01 } }

nodes:
  # where the rows come from
  events:     { type: stream,  params: { stream: predictions } }
  amount_psi: { type: psi,     inputs: [events],     params: { column: amount } }   # the one that matters

  limit:
    type: limit
    inputs:
      - amount_psi # from above
    params:
      warning: 0.1

      critical: 0.2  # agreed with risk
  page:       { type: webhook, inputs: [limit],      params: { connection: 'pager' } }
# the end
alert: { for: 2 windows, keepFiringFor: 1h }
`;

const nodesOf = (source: string) => parseSpec(source).spec?.nodes ?? {};

/** Lines of one text that the other has not, at their places. */
function changedLines(before: string, after: string): string[] {
  const old = before.split('\n');
  const now = after.split('\n');
  let top = 0;
  while (top < old.length && old[top] === now[top]) top++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - top && old.at(-1 - end) === now.at(-1 - end)) end++;
  return now.slice(top, now.length - end);
}

describe('one field changes one line', () => {
  it('replaces a number and keeps the comment behind it', () => {
    const next = setParam(text, { node: 'limit', param: 'critical' }, 0.25);
    expect(changedLines(text, next)).toEqual(['      critical: 0.25  # agreed with risk']);
  });

  it('keeps the quotes of a text', () => {
    const next = setParam(text, { node: 'page', param: 'connection' }, "bob's");
    expect(changedLines(text, next)).toEqual([
      "  page:       { type: webhook, inputs: [limit],      params: { connection: 'bob''s' } }",
    ]);
    const owner = setField(text, ['why', 'owner'], 'ml');
    expect(changedLines(text, owner)).toEqual(['why: { requirement: REQ-12, owner: "ml" }']);
  });

  it('keeps the padding inside a flow map', () => {
    const next = setParam(text, { node: 'amount_psi', param: 'column' }, 'age');
    expect(changedLines(text, next)).toEqual([
      '  amount_psi: { type: psi,     inputs: [events],     params: { column: age } }   # the one that matters',
    ]);
  });

  it('adds a field to a flow map and to a block map', () => {
    const flow = setParam(text, { node: 'amount_psi', param: 'bins' }, 20);
    expect(changedLines(text, flow)).toEqual([
      '  amount_psi: { type: psi,     inputs: [events],     params: { column: amount, bins: 20 } }   # the one that matters',
    ]);
    const block = setParam(text, { node: 'limit', param: 'side' }, 'above');
    expect(changedLines(text, block)).toEqual(['      side: above']);
  });

  it('removes a field', () => {
    const next = setParam(text, { node: 'limit', param: 'warning' }, undefined);
    expect(nodesOf(next).limit?.params).toEqual({ critical: 0.2 });
    expect(next).toContain('# agreed with risk');
    expect(next.split('\n')).toHaveLength(text.split('\n').length - 1);
  });

  it('adds the parents that are missing', () => {
    const next = setField(text, ['nodes', 'page', 'why', 'owner'], 'ops');
    expect(nodesOf(next).page?.why).toEqual({ owner: 'ops' });
    const switched = setField(text, ['schedule', 'reference'], { trailing: '7d' });
    expect(parseSpec(switched).spec?.schedule.reference).toEqual({ trailing: '7d' });
    expect(changedLines(text, switched)).toEqual([
      'schedule: { every: 15m, window: 1h, reference: { trailing: 7d } }',
    ]);
  });

  it('switches a node off and on again without a trace', () => {
    const off = setEnabled(text, 'limit', false);
    expect(changedLines(text, off)).toEqual(['    enabled: false']);
    expect(setEnabled(off, 'limit', true)).toBe(text);
  });
});

describe('wires', () => {
  it('draws and cuts', () => {
    const two = connect(text, { from: 'events', to: 'limit' });
    expect(changedLines(text, two)).toEqual(['      - events']);
    expect(disconnect(two, { from: 'events', to: 'limit' })).toBe(text);
    expect(connect(two, { from: 'events', to: 'limit' })).toBe(two);
  });

  it('leaves an empty list where the last one goes', () => {
    const next = disconnect(text, { from: 'limit', to: 'page' });
    expect(changedLines(text, next)[0]).toContain('inputs: []');
  });

  it('keeps the comment of the list when its only item goes', () => {
    const next = disconnect(text, { from: 'amount_psi', to: 'limit' });
    expect(nodesOf(next).limit?.inputs).toEqual([]);
    expect(parseSpec(next).problems).toEqual([]);
  });
});

describe('nodes', () => {
  it('adds in the style of the last one', () => {
    const next = addNode(text, { id: 'team', type: 'slack', inputs: ['limit'], params: { channel: '#ml' } });
    expect(changedLines(text, next)).toEqual([
      '  team: { type: slack, inputs: [limit], params: { channel: "#ml" } }',
    ]);
  });

  it('adds the first node of an empty monitor, line by line', () => {
    const empty = 'version: 1\nname: New\nnodes: {} # none yet\nschedule: { every: 1h, window: 1h }\n';
    const next = addNode(empty, {
      id: 'rows',
      type: 'stream',
      params: { stream: 'a', where: { not: { column: 'b', op: 'missing' } } },
    });
    expect(next).toContain('nodes: # none yet\n  rows:\n    type: stream\n    params:\n      stream: a\n');
    expect(nodesOf(next).rows?.params).toEqual({
      stream: 'a',
      where: { not: { column: 'b', op: 'missing' } },
    });
  });

  it('removes with the wires, and heals where asked', () => {
    const next = removeNode(text, 'limit');
    expect(Object.keys(nodesOf(next))).toEqual(['events', 'amount_psi', 'page']);
    expect(nodesOf(next).page?.inputs).toEqual([]);
    expect(nodesOf(removeNode(text, 'limit', () => true)).page?.inputs).toEqual(['amount_psi']);
    expect(nodesOf(removeNode(text, 'limit', () => false)).page?.inputs).toEqual([]);
  });

  it('empties a monitor and fills it again', () => {
    const none = ['events', 'amount_psi', 'limit', 'page'].reduce((t, id) => removeNode(t, id), text);
    expect(nodesOf(none)).toEqual({});
    expect(none).toContain('# the end');
    expect(Object.keys(nodesOf(addNode(none, { id: 'a', type: 'stream' })))).toEqual(['a']);
  });

  it('renames with what reads it', () => {
    const next = renameNode(text, 'amount_psi', 'drift');
    expect(nodesOf(next).limit?.inputs).toEqual(['drift']);
    expect(next).toContain('- drift # from above');
    expect(renameNode(text, 'limit', 'page')).toBe(text);
    expect(renameNode(text, 'limit', 'Not An Id')).toBe(text);
  });
});

describe('the clipboard', () => {
  it('copies, reads and pastes under fresh ids with inner wires', () => {
    const nodes = readFragment(copyNodes(text, ['amount_psi', 'limit']));
    expect(Object.keys(nodes ?? {})).toEqual(['amount_psi', 'limit']);
    const { text: next, ids } = pasteNodes(text, nodes ?? {});
    expect([...ids]).toEqual([
      ['amount_psi', 'amount_psi_2'],
      ['limit', 'limit_2'],
    ]);
    expect(nodesOf(next).limit_2?.inputs).toEqual(['amount_psi_2']);
    expect(nodesOf(next).amount_psi_2?.inputs).toBeUndefined();
  });

  it('duplicates with the wires from outside', () => {
    const { text: next } = duplicate(text, ['amount_psi']);
    expect(nodesOf(next).amount_psi_2?.inputs).toEqual(['events']);
  });

  it.each(['hello', '', 'nodes: 3', 'nodes: { A B: { type: x } }', ': : :', '{"a":1}', 'nodes: {}'])(
    'refuses what is no fragment: %s',
    (pasted) => expect(readFragment(pasted)).toBeNull(),
  );
});

describe('other forms of the same document', () => {
  const json = JSON.stringify(parseSpec(text).spec, null, 2);

  it('edits JSON as JSON', () => {
    const added = addNode(json, { id: 'team', type: 'slack', inputs: ['limit'] });
    expect(nodesOf(added).team).toEqual({ type: 'slack', inputs: ['limit'] });
    expect(() => JSON.parse(added)).not.toThrow();
    const changed = setParam(added, { node: 'limit', param: 'critical' }, 0.3);
    const removed = removeNode(changed, 'amount_psi');
    expect(() => JSON.parse(removed)).not.toThrow();
    expect(() => JSON.parse(setParam(removed, { node: 'events', param: 'note' }, 'a b'))).not.toThrow();
  });

  it('keeps line breaks of Windows', () => {
    const windows = text.replaceAll('\n', '\r\n');
    const next = setParam(windows, { node: 'limit', param: 'side' }, 'above');
    expect(next.replaceAll('\r\n', '')).not.toContain('\n');
    expect(nodesOf(removeNode(next, 'page')).limit?.params?.side).toBe('above');
  });

  it('leaves broken text alone', () => {
    const broken = 'version: 1\n  name: [';
    expect(setField(broken, ['name'], 'x')).toBe(broken);
    expect(addNode(broken, { id: 'a', type: 'stream' })).toBe(broken);
  });
});
