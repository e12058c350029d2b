import { ports } from '@/lib/blocks/block';
import { connectProblem, fits } from '@/lib/compile/graph';
import { NODE_ID } from '@/lib/core/ids';
import {
  connect,
  copyNodes,
  disconnect,
  duplicate,
  pasteNodes,
  readFragment,
  removeNodes,
  renameNode,
  setEnabled,
  setField,
  setInputs,
} from '@/lib/spec/edit';
import type { Path } from '@/lib/spec/source';
import { titleOf } from '@/lib/spec/title';
import { blockOfNode, kindOfNode, readersIn, roomFor, type Wire } from './derive';
import type { Layout, Position } from './document';
import { NODE_HEIGHT, snapped, tidy, tidyPart } from './layout';
import { type BuilderState, type BuilderStore, change } from './store';

/** What a person can do to the graph. Every one is a step that can be undone, and says what it did. */

/** Why the graph cannot be edited now; null where it can. */
export function lockedReason(state: BuilderState): string | null {
  if (!state.derived.isBroken) return null;
  const line = state.derived.brokenLine;
  return `Spec has errors${line === null ? '' : ` at line ${line}`}. Correct the text first.`;
}

export function locked(store: BuilderStore): boolean {
  const reason = lockedReason(store.getState());
  if (reason) store.announce(reason, 'assertive');
  return reason !== null;
}

export const nameOf = (state: BuilderState, id: string) => titleOf(state.derived.spec.nodes[id], id);

// --- wires

/** Why two nodes cannot be connected, in one sentence; null where they can. */
export function wireProblem(state: BuilderState, wire: Wire): string | null {
  const reason = lockedReason(state);
  if (reason) return reason;
  const found = connectProblem(state.derived.spec.nodes, wire.from, wire.to);
  if (found) return `${found.what} ${found.fix}`;
  const isThere = state.derived.spec.nodes[wire.to]?.inputs?.includes(wire.from);
  return isThere ? `${nameOf(state, wire.from)} is connected to ${nameOf(state, wire.to)} already.` : null;
}

/** Connects two nodes, or says why not. A node with one input takes the new one instead of its old. */
export function connectNodes(store: BuilderStore, wire: Wire): string | null {
  const state = store.getState();
  const refusal = wireProblem(state, wire);
  store.setState({ wiring: null, paletteFilter: null });
  if (refusal) {
    store.announce(refusal, 'assertive');
    return refusal;
  }
  const isFull = roomFor(state.derived.spec, wire.to) <= 0;
  const text = isFull
    ? setInputs(state.doc.text, wire.to, [...firstInputs(state, wire.to), wire.from])
    : connect(state.doc.text, wire);
  change(store, { text }, { label: `connect ${nameOf(state, wire.from)} to ${nameOf(state, wire.to)}` });
  const words = isFull ? ', in place of its old input' : '';
  store.announce(`Connected ${nameOf(state, wire.from)} to ${nameOf(state, wire.to)}${words}`);
  return null;
}

function firstInputs(state: BuilderState, id: string): readonly string[] {
  const block = blockOfNode(state.derived.spec, id);
  const max = block ? ports[block.kind].inputsMax : 0;
  return (state.derived.spec.nodes[id]?.inputs ?? []).slice(0, Math.max(0, max - 1));
}

/** The nodes that a node can be connected to, on the side asked for. */
export function targetsFor(state: BuilderState, id: string, side: 'in' | 'out'): string[] {
  return state.derived.order.filter((other) => {
    const wire = side === 'out' ? { from: id, to: other } : { from: other, to: id };
    return other !== id && wireProblem(state, wire) === null;
  });
}

export function cutWire(store: BuilderStore, wire: Wire): void {
  if (locked(store)) return;
  const state = store.getState();
  const words = `${nameOf(state, wire.from)} from ${nameOf(state, wire.to)}`;
  change(store, { text: disconnect(state.doc.text, wire) }, { label: `disconnect ${words}` });
  store.announce(`Disconnected ${words}`);
}

/** Moves one end of a wire to another node. */
export function rewire(store: BuilderStore, old: Wire, next: Wire): string | null {
  const state = store.getState();
  if (old.from === next.from && old.to === next.to) return null;
  const refusal = wireProblem(state, next);
  if (refusal) {
    store.announce(refusal, 'assertive');
    return refusal;
  }
  const cut = disconnect(state.doc.text, old);
  const isFull = old.to !== next.to && roomFor(state.derived.spec, next.to) <= 0;
  const text = isFull
    ? setInputs(cut, next.to, [...firstInputs(state, next.to), next.from])
    : connect(cut, next);
  const words = `${nameOf(state, next.from)} to ${nameOf(state, next.to)}`;
  change(store, { text }, { label: `connect ${words}` });
  store.announce(`Connected ${words}`);
  return null;
}

// --- nodes

export function removeSelected(store: BuilderStore, options: { heal?: boolean } = {}): void {
  const { selected, selectedWire } = store.getState();
  if (selected.length > 0) removeNodesOf(store, selected, options);
  else if (selectedWire) cutWire(store, selectedWire);
}

export function removeNodesOf(
  store: BuilderStore,
  ids: readonly string[],
  { heal = false }: { heal?: boolean } = {},
): void {
  if (ids.length === 0 || locked(store)) return;
  const state = store.getState();
  const { spec, wires } = state.derived;
  const bridges = (from: string, to: string) => {
    const [a, b] = [kindOfNode(spec, from), kindOfNode(spec, to)];
    return a !== null && b !== null && fits(a, b);
  };
  const text = removeNodes(state.doc.text, ids, heal ? bridges : undefined);
  const layout = Object.fromEntries(Object.entries(state.positions).filter(([id]) => !ids.includes(id)));
  const first = ids[0] ?? '';
  const words = ids.length === 1 ? nameOf(state, first) : `${ids.length} nodes`;
  const neighbour = [...(spec.nodes[first]?.inputs ?? []), ...readersIn(wires, first)].find(
    (id) => id in spec.nodes && !ids.includes(id),
  );
  change(store, { text, layout }, { label: `delete ${words}`, select: neighbour ? [neighbour] : [] });
  store.announce(`Deleted ${words}${heal ? ', and joined what was around' : ''}`);
}

export function renameId(store: BuilderStore, from: string, to: string): string | null {
  const state = store.getState();
  if (from === to) return null;
  if (!NODE_ID.test(to)) return 'An id has small letters, digits and _ and begins with a letter';
  if (to in state.derived.spec.nodes) return `There is a node ${to} already`;
  if (locked(store)) return lockedReason(state);
  const { [from]: place, ...others } = state.positions;
  const layout = place ? { ...others, [to]: place } : others;
  const text = renameNode(state.doc.text, from, to);
  change(store, { text, layout }, { label: `rename ${from} to ${to}`, select: [to] });
  return null;
}

export function switchNode(store: BuilderStore, id: string, isOn: boolean): void {
  if (locked(store)) return;
  const state = store.getState();
  const word = isOn ? 'switch on' : 'switch off';
  change(store, { text: setEnabled(state.doc.text, id, isOn) }, { label: `${word} ${nameOf(state, id)}` });
  store.announce(`${nameOf(state, id)} is ${isOn ? 'on' : 'off'}`);
}

/** Sets one field of the document; keystrokes into the same field are one step. */
export function setFieldAt(store: BuilderStore, path: Path, value: unknown): void {
  const { doc, derived } = store.getState();
  if (!derived.isYaml) return;
  const name = String(path.at(-1));
  const text = setField(doc.text, path, value);
  if (text !== doc.text)
    change(store, { text }, { label: `change ${name}`, burst: `field ${path.join('.')}` });
}

export function setText(store: BuilderStore, text: string): void {
  if (text !== store.getState().doc.text) change(store, { text }, { label: 'edit the text', burst: 'text' });
}

// --- several at once

export function copySelected(state: BuilderState): string | null {
  return state.selected.length === 0 ? null : copyNodes(state.doc.text, state.selected);
}

/** Pastes a piece of YAML; false where it holds no nodes. */
export function paste(store: BuilderStore, pasted: string, at: Position | null): boolean {
  const nodes = readFragment(pasted);
  if (!nodes || locked(store)) return false;
  const state = store.getState();
  const { text, ids } = pasteNodes(state.doc.text, nodes);
  placeCopies(store, { text, ids, at, label: `paste ${countWords(ids.size)}` });
  store.announce(`Pasted ${countWords(ids.size)}`);
  return true;
}

export function duplicateSelected(store: BuilderStore): void {
  const state = store.getState();
  if (state.selected.length === 0 || locked(store)) return;
  const { text, ids } = duplicate(state.doc.text, state.selected);
  placeCopies(store, { text, ids, at: null, label: `duplicate ${countWords(ids.size)}` });
  store.announce(`Duplicated ${countWords(ids.size)}`);
}

const countWords = (count: number) => (count === 1 ? '1 node' : `${count} nodes`);

type Copies = { text: string; ids: ReadonlyMap<string, string>; at: Position | null; label: string };

/** Copies keep their order among each other: where they were, a step aside, or around a place. */
function placeCopies(store: BuilderStore, { text, ids, at, label }: Copies): void {
  const { positions, derived } = store.getState();
  const olds = [...ids.keys()];
  const areHere = olds.every((id) => positions[id]);
  const nodes = readFragment(copyNodes(text, [...ids.values()])) ?? {};
  const wires = [...ids.values()].flatMap((to) => (nodes[to]?.inputs ?? []).map((from) => ({ from, to })));
  const shape: Layout = areHere
    ? Object.fromEntries(olds.map((id) => [ids.get(id) ?? id, positions[id] ?? { x: 0, y: 0 }]))
    : tidy([...ids.values()], wires);
  const corner = {
    x: Math.min(...Object.values(shape).map((p) => p.x)),
    y: Math.min(...Object.values(shape).map((p) => p.y)),
  };
  const bottom = derived.order.map((id) => (positions[id]?.y ?? 0) + NODE_HEIGHT + 32);
  const target =
    at ?? (areHere ? { x: corner.x + 40, y: corner.y + 40 } : { x: 24, y: Math.max(24, ...bottom) });
  const placed = Object.fromEntries(
    Object.entries(shape).map(([id, p]) => [
      id,
      snapped({ x: p.x - corner.x + target.x, y: p.y - corner.y + target.y }),
    ]),
  );
  change(store, { text, layout: { ...positions, ...placed } }, { label, select: [...ids.values()] });
}

export function tidyUp(store: BuilderStore): void {
  const { derived, selected, positions } = store.getState();
  const isPart = selected.length > 1;
  const layout = isPart
    ? { ...positions, ...tidyPart(selected, derived.wires, positions) }
    : tidy(derived.order, derived.wires);
  change(store, { layout }, { label: 'tidy up' });
  store.announce(isPart ? `Tidied ${countWords(selected.length)}` : 'Tidied the graph');
}

/** Moves nodes; moves of the same nodes in quick succession are one step. */
export function moveNodes(store: BuilderStore, moved: Layout): void {
  const { positions } = store.getState();
  const ids = Object.keys(moved);
  const label = `move ${countWords(ids.length)}`;
  change(store, { layout: { ...positions, ...moved } }, { label, burst: `move ${ids.join(' ')}` });
}

// --- looking

export function select(store: BuilderStore, ids: readonly string[]): void {
  const { selected, selectedWire } = store.getState();
  const isSame = !selectedWire && selected.length === ids.length && selected.every((id, i) => id === ids[i]);
  if (isSame) return;
  store.setState({ selected: ids, selectedWire: null });
  if (ids.length > 1) store.announce(`${ids.length} nodes selected`);
}

export function selectWire(store: BuilderStore, wire: Wire | null): void {
  store.setState(wire ? { selected: [], selectedWire: wire } : { selectedWire: null });
}

/** Selects a node and puts the focus into one of its fields. */
export function goTo(store: BuilderStore, node: string | null, field: string | null): void {
  const { wanted, derived } = store.getState();
  const isThere = node !== null && node in derived.spec.nodes;
  store.setState({
    wanted: { node: isThere ? node : null, field, count: wanted.count + 1 },
    selected: isThere ? [node] : [],
    selectedWire: null,
  });
}
