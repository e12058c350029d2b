import type { Block, Kind } from '@/lib/blocks/block';
import { blockOf } from '@/lib/blocks/registry';
import { fits } from '@/lib/compile/graph';
import { freshId } from '@/lib/core/ids';
import { addNode, connect, setInputs } from '@/lib/spec/edit';
import { locked, nameOf } from './actions';
import { downstream, kindOfNode, roomFor, type Wire } from './derive';
import type { Layout, Position } from './document';
import { freePlace, leftOf, NODE_HEIGHT, NODE_WIDTH, pushAside, rightOf, snapped } from './layout';
import { startingParams } from './startingParams';
import { type BuilderState, type BuilderStore, change } from './store';

/** Where a new node goes: at a place, at one end of a wire that is being drawn, or into a wire that is there. */
export type Spot = { at?: Position; after?: string; before?: string; into?: Wire };

/** Adds a block; returns the id of its node. Without a spot it goes right of what is selected. */
export function addBlockNode(store: BuilderStore, type: string, spot: Spot = {}): string | null {
  const block = blockOf(type);
  if (!block || locked(store)) return null;
  const state = store.getState();
  const { spec } = state.derived;
  const id = freshId(type, Object.keys(spec.nodes));
  const ends = endsFor(state, block, spot);
  const inputs = ends.from ? [ends.from] : [];
  const params = startingParams(block, state.catalogue);
  let text = addNode(state.doc.text, { id, type, inputs, params });
  if (ends.to) text = spliced(state, text, { id, to: ends.to, instead: spot.into?.from });
  const layout = makeRoom(state, { ...state.positions, [id]: placeFor(state, spot, ends) }, { id, spot });
  change(store, { text, layout }, { label: `add ${block.title}`, select: [id] });
  const wired = [ends.from && `from ${nameOf(state, ends.from)}`, ends.to && `to ${nameOf(state, ends.to)}`];
  const words = wired.filter(Boolean).join(' ');
  store.announce(`Added ${block.title}${words ? `, connected ${words}` : ''}`);
  return id;
}

type Ends = { from?: string; to?: string };

function endsFor(state: BuilderState, block: Block, spot: Spot): Ends {
  const takes = (id: string) => canTake(state, id, block.kind);
  const gives = (id: string) => canFeed(state, id, block.kind);
  if (spot.into) return { from: spot.into.from, to: spot.into.to };
  if (spot.after) return gives(spot.after) ? { from: spot.after } : {};
  if (spot.before) return takes(spot.before) ? { to: spot.before } : {};
  const [selected, ...others] = state.selected;
  if (selected !== undefined && others.length === 0 && gives(selected)) return { from: selected };
  if (selected !== undefined && others.length === 0 && takes(selected)) return { to: selected };
  return spot.at ? {} : onlyChoice(state.derived.order.filter(gives), state.derived.order.filter(takes));
}

/** The one node that fits, where there is only one. */
function onlyChoice(feeding: readonly string[], waiting: readonly string[]): Ends {
  const [from] = feeding;
  if (from !== undefined) return feeding.length === 1 ? { from } : {};
  const [to] = waiting;
  return to !== undefined && waiting.length === 1 ? { to } : {};
}

function canTake(state: BuilderState, id: string, kind: Kind): boolean {
  const own = kindOfNode(state.derived.spec, id);
  return own !== null && fits(kind, own) && roomFor(state.derived.spec, id) > 0;
}

function canFeed(state: BuilderState, id: string, kind: Kind): boolean {
  const own = kindOfNode(state.derived.spec, id);
  return own !== null && fits(own, kind);
}

function placeFor(state: BuilderState, spot: Spot, ends: Ends): Position {
  const { positions } = state;
  if (spot.at) return snapped({ x: spot.at.x - NODE_WIDTH / 2, y: spot.at.y - NODE_HEIGHT / 2 });
  const from = ends.from === undefined ? undefined : positions[ends.from];
  const to = ends.to === undefined ? undefined : positions[ends.to];
  if (spot.into && from) return rightOf(from);
  const taken = Object.values(positions);
  if (from) return freePlace(rightOf(from), taken);
  if (to) return freePlace(leftOf(to), taken);
  const last = state.selected.at(-1);
  const beside = last === undefined ? undefined : positions[last];
  if (beside) return freePlace(rightOf(beside), taken);
  return freePlace({ x: 24, y: 24 }, taken);
}

function makeRoom(state: BuilderState, layout: Layout, added: { id: string; spot: Spot }): Layout {
  const at = layout[added.id];
  if (!added.spot.into || !at) return layout;
  return pushAside(layout, [...downstream(state.derived.wires, added.spot.into.to)], at);
}

function spliced(
  state: BuilderState,
  text: string,
  { id, to, instead }: { id: string; to: string; instead: string | undefined },
): string {
  const inputs = state.derived.spec.nodes[to]?.inputs ?? [];
  if (instead === undefined) return connect(text, { from: id, to });
  return setInputs(
    text,
    to,
    inputs.map((input) => (input === instead ? id : input)),
  );
}

/** Why a block cannot be put into a wire; null where it can. */
export function spliceProblem(state: BuilderState, wire: Wire, block: Block): string | null {
  const to = kindOfNode(state.derived.spec, wire.to);
  if (to && canFeed(state, wire.from, block.kind) && fits(block.kind, to)) return null;
  return `${block.title} does not fit between ${nameOf(state, wire.from)} and ${nameOf(state, wire.to)}.`;
}
