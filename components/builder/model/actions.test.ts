import { describe, expect, it } from 'vitest';
import {
  connectNodes,
  copySelected,
  cutWire,
  duplicateSelected,
  lockedReason,
  moveNodes,
  paste,
  removeSelected,
  renameId,
  rewire,
  select,
  setFieldAt,
  setText,
  switchNode,
  targetsFor,
  tidyUp,
  wireProblem,
} from './actions';
import { addBlockNode } from './adding';
import { NODE_HEIGHT, NODE_WIDTH } from './layout';
import { redoStep, undoStep } from './store';
import { sampleBuilder, sampleText } from './testing';

const nodes = (b: ReturnType<typeof sampleBuilder>) => b.store.getState().derived.spec.nodes;
const ids = (b: ReturnType<typeof sampleBuilder>) => Object.keys(nodes(b));

describe('adding a block', () => {
  it('goes right of the selection and connects what fits', () => {
    const b = sampleBuilder();
    select(b.store, ['events']);
    const id = addBlockNode(b.store, 'ks');
    expect(nodes(b)[id ?? '']?.inputs).toEqual(['events']);
    const { positions, selected } = b.store.getState();
    expect(selected).toEqual([id]);
    expect(positions[id ?? '']?.x).toBeGreaterThan(positions.events?.x ?? 0);
    expect(b.said.at(-1)).toContain('connected from events');
  });

  it('connects to the only node that fits, and to none where there are two', () => {
    const b = sampleBuilder();
    const limit = addBlockNode(b.store, 'limit') ?? '';
    expect(nodes(b)[limit]?.inputs).toEqual(['age_psi']);
    select(b.store, []);
    const log = addBlockNode(b.store, 'log') ?? '';
    expect(nodes(b)[log]?.inputs).toBeUndefined();
  });

  it('feeds a selected node that waits for an input', () => {
    const b = sampleBuilder(
      'version: 1\nname: n\nschedule: { every: 1h, window: 1h }\nnodes: { d: { type: row_count } }\n',
    );
    select(b.store, ['d']);
    const id = addBlockNode(b.store, 'stream');
    expect(nodes(b).d?.inputs).toEqual([id]);
    expect(nodes(b)[id ?? '']?.params).toEqual({ stream: 'credit' });
  });

  it('never overlaps another node', () => {
    const b = sampleBuilder();
    for (let n = 0; n < 12; n++) {
      select(b.store, ['events']);
      addBlockNode(b.store, 'row_count');
    }
    const places = Object.values(b.store.getState().positions);
    for (const [i, p] of places.entries())
      for (const q of places.slice(i + 1))
        expect(Math.abs(p.x - q.x) >= NODE_WIDTH || Math.abs(p.y - q.y) >= NODE_HEIGHT).toBe(true);
  });

  it('goes into a wire and pushes what follows aside', () => {
    const b = sampleBuilder();
    const before = b.store.getState().positions;
    const id = addBlockNode(b.store, 'filter', { into: { from: 'events', to: 'age_psi' } }) ?? '';
    expect(nodes(b)[id]?.inputs).toEqual(['events']);
    expect(nodes(b).age_psi?.inputs).toEqual([id]);
    expect(b.store.getState().positions.age_psi?.x).toBeGreaterThan(before.age_psi?.x ?? 0);
    undoStep(b.store);
    expect(b.store.getState().doc.text).toBe(sampleText);
    expect(b.store.getState().positions).toEqual(before);
  });
});

describe('wires', () => {
  it('refuses with the reason and changes nothing', () => {
    const b = sampleBuilder();
    expect(connectNodes(b.store, { from: 'events', to: 'limit' })).toMatch(/gives rows.*takes a series/);
    expect(connectNodes(b.store, { from: 'limit', to: 'limit' })).toMatch(/circle/);
    expect(wireProblem(b.store.getState(), { from: 'events', to: 'age_psi' })).toMatch(/already/);
    expect(b.store.getState().doc.text).toBe(sampleText);
    expect(b.said.filter((words) => /gives rows/.test(words))).toHaveLength(1);
  });

  it('replaces the input of a node that has one', () => {
    const b = sampleBuilder();
    const ks = addBlockNode(b.store, 'ks', { after: 'events' }) ?? '';
    expect(connectNodes(b.store, { from: ks, to: 'limit' })).toBeNull();
    expect(nodes(b).limit?.inputs).toEqual([ks]);
  });

  it('moves an end, and cuts', () => {
    const b = sampleBuilder();
    const any = addBlockNode(b.store, 'any', { after: 'limit' }) ?? '';
    rewire(b.store, { from: 'limit', to: 'tell' }, { from: any, to: 'tell' });
    expect(nodes(b).tell?.inputs).toEqual([any]);
    cutWire(b.store, { from: any, to: 'tell' });
    expect(nodes(b).tell?.inputs).toEqual([]);
  });

  it('lists only targets that fit', () => {
    const b = sampleBuilder();
    addBlockNode(b.store, 'ks', { after: 'events' });
    expect(targetsFor(b.store.getState(), 'ks', 'out')).toEqual(['limit']);
    expect(targetsFor(b.store.getState(), 'tell', 'out')).toEqual([]);
  });
});

describe('deleting', () => {
  it('removes wires, heals where types fit, and is one step', () => {
    const b = sampleBuilder();
    addBlockNode(b.store, 'filter', { into: { from: 'events', to: 'age_psi' } });
    const before = b.store.getState().doc;
    removeSelected(b.store, { heal: true });
    expect(nodes(b).age_psi?.inputs).toEqual(['events']);
    undoStep(b.store);
    expect(b.store.getState().doc).toEqual(before);
    select(b.store, ['filter']);
    removeSelected(b.store);
    expect(nodes(b).age_psi?.inputs).toEqual([]);
  });

  it('selects a neighbour, so that focus has somewhere to go', () => {
    const b = sampleBuilder();
    select(b.store, ['limit']);
    removeSelected(b.store);
    expect(b.store.getState().selected).toEqual(['age_psi']);
  });
});

describe('one document', () => {
  it('does all, undoes all, and is back to the byte', () => {
    const b = sampleBuilder();
    const steps = [
      () => select(b.store, ['age_psi', 'limit']),
      () => duplicateSelected(b.store),
      () => switchNode(b.store, 'limit', false),
      () => renameId(b.store, 'limit', 'bound'),
      () => setFieldAt(b.store, ['nodes', 'bound', 'params', 'critical'], 0.5),
      () => moveNodes(b.store, { bound: { x: 8, y: 8 } }),
      () => setText(b.store, `${b.store.getState().doc.text}# more\n`),
      () => tidyUp(b.store),
      () => removeSelected(b.store),
    ];
    const start = b.store.getState();
    for (const step of steps) {
      b.clock.at += 5000;
      step();
    }
    const end = b.store.getState().doc;
    while (undoStep(b.store));
    expect(b.store.getState().doc).toEqual(start.doc);
    while (redoStep(b.store));
    expect(b.store.getState().doc).toEqual(end);
  });

  it('moving and tidying leave the text alone', () => {
    const b = sampleBuilder();
    moveNodes(b.store, { limit: { x: 800, y: 16 } });
    tidyUp(b.store);
    expect(b.store.getState().doc.text).toBe(sampleText);
  });

  it('keeps the last graph while the text is broken, and refuses edits of the graph', () => {
    const b = sampleBuilder();
    setText(b.store, sampleText.replace('nodes:', 'nodes: ['));
    const state = b.store.getState();
    expect(state.derived.isBroken).toBe(true);
    expect(ids(b)).toHaveLength(4);
    expect(lockedReason(state)).toMatch(/Spec has errors at line \d+/);
    expect(addBlockNode(b.store, 'ks')).toBeNull();
    select(b.store, ['limit']);
    removeSelected(b.store);
    expect(ids(b)).toHaveLength(4);
    undoStep(b.store);
    expect(b.store.getState().derived.isBroken).toBe(false);
  });

  it('pastes fragments and whole specs, and nothing else', () => {
    const b = sampleBuilder();
    select(b.store, ['age_psi', 'limit']);
    const copied = copySelected(b.store.getState()) ?? '';
    expect(paste(b.store, 'just words', null)).toBe(false);
    expect(paste(b.store, copied, { x: 400, y: 400 })).toBe(true);
    expect(nodes(b).limit_2?.inputs).toEqual(['age_psi_2']);
    expect(b.store.getState().selected).toEqual(['age_psi_2', 'limit_2']);
    expect(paste(b.store, sampleText, null)).toBe(true);
    expect(ids(b)).toHaveLength(10);
    undoStep(b.store);
    undoStep(b.store);
    expect(ids(b)).toHaveLength(4);
  });
});
