import type { useReactFlow } from '@xyflow/react';
import type { KeyboardEvent } from 'react';
import {
  connectNodes,
  duplicateSelected,
  moveNodes,
  removeSelected,
  select,
  selectWire,
  tidyUp,
} from '@/components/builder/model/actions';
import { blockOfNode } from '@/components/builder/model/derive';
import { GRID, NODE_HEIGHT, NODE_WIDTH } from '@/components/builder/model/layout';
import type { BuilderStore } from '@/components/builder/model/store';
import { ports } from '@/lib/blocks/block';
import { titleOf } from '@/lib/spec/title';
import type { CanvasProps } from './canvasProps';
import { type Direction, isDirection, neighbour } from './walk';

/** The keys of the canvas: one table, read by the handler and by the list of shortcuts. */
export type KeyContext = {
  store: BuilderStore;
  flow: ReturnType<typeof useReactFlow>;
  mode: { moving: boolean };
  focusNode: (id: string) => void;
  focusCanvas: () => void;
  active: string | null;
  isOnNode: boolean;
  calls: CanvasProps;
};

type Command = { keys: string; words: string; run: (context: KeyContext) => void };

const fit = { padding: 0.15, maxZoom: 1, duration: 0 };

export const commands: readonly Command[] = [
  { keys: 'Enter', words: 'Open the form of the node', run: openForm },
  { keys: 'N', words: 'Add a block', run: ({ calls }) => calls.onAdd({}) },
  { keys: 'Shift+A', words: 'Add a block', run: ({ calls }) => calls.onAdd({}) },
  { keys: 'C', words: 'Connect the node: then choose the other end', run: beginWire },
  { keys: 'M', words: 'Move the node with the arrow keys', run: toggleMoving },
  { keys: 'Delete', words: 'Delete what is selected', run: (context) => remove(context, false) },
  { keys: 'Backspace', words: 'Delete what is selected', run: (context) => remove(context, false) },
  {
    keys: 'Mod+Delete',
    words: 'Delete, and join what was around',
    run: (context) => remove(context, true),
  },
  {
    keys: 'Mod+Backspace',
    words: 'Delete, and join what was around',
    run: (context) => remove(context, true),
  },
  {
    keys: 'Mod+A',
    words: 'Select every node',
    run: ({ store }) => select(store, store.getState().derived.order),
  },
  { keys: 'Mod+D', words: 'Duplicate', run: ({ store }) => duplicateSelected(store) },
  { keys: 'Shift+Alt+T', words: 'Tidy up', run: ({ store }) => tidyUp(store) },
  { keys: '1', words: 'Show everything', run: ({ flow }) => void flow.fitView(fit) },
  { keys: '0', words: 'Zoom to 100 %', run: ({ flow }) => void flow.zoomTo(1) },
  { keys: '+', words: 'Zoom in', run: ({ flow }) => void flow.zoomIn() },
  { keys: '-', words: 'Zoom out', run: ({ flow }) => void flow.zoomOut() },
  { keys: '?', words: 'Show all shortcuts', run: ({ calls }) => calls.onShortcuts() },
  { keys: 'Escape', words: 'Step back: end connecting or moving, then clear the selection', run: stepBack },
];

/** Runs what a key means; false where it means nothing here. */
export function runKey(event: KeyboardEvent, context: KeyContext): boolean {
  if (isDirection(event.key)) return arrow(event, context);
  const target = event.target as HTMLElement;
  if (event.key === 'Enter' && !context.isOnNode) return false;
  if (event.key === ' ' || target.closest('button, a') !== null)
    return event.key === 'Escape' && runNamed('Escape', context);
  return runNamed(nameOf(event), context);
}

function runNamed(name: string, context: KeyContext): boolean {
  const command = commands.find(({ keys }) => keys === name);
  command?.run(context);
  return command !== undefined;
}

function nameOf(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey;
  const isLetter = /^[a-zA-Z]$/.test(event.key) || event.altKey;
  const key = event.altKey && event.code.startsWith('Key') ? event.code.slice(3) : event.key;
  const shift = event.shiftKey && isLetter;
  const parts = [mod && 'Mod', shift && 'Shift', event.altKey && 'Alt'].filter(Boolean);
  return [...parts, key.length === 1 ? key.toUpperCase() : key].join('+');
}

function arrow(event: KeyboardEvent, context: KeyContext): boolean {
  const { store, active } = context;
  const direction = event.key as Direction;
  if (active === null) return false;
  if (event.ctrlKey || event.metaKey) return addTowards(context, active, direction);
  const { derived, positions } = store.getState();
  if (context.mode.moving) {
    const step = event.shiftKey ? GRID * 10 : GRID;
    const at = positions[active];
    if (at) moveNodes(store, { [active]: moved(at, direction, step) });
    return true;
  }
  const next = neighbour(derived, positions, { id: active, direction });
  if (next === null) return true;
  select(store, event.shiftKey ? [...store.getState().selected, next] : [next]);
  context.focusNode(next);
  reveal(context, next);
  return true;
}

function moved(at: { x: number; y: number }, direction: Direction, step: number) {
  const x = direction === 'ArrowLeft' ? -step : direction === 'ArrowRight' ? step : 0;
  const y = direction === 'ArrowUp' ? -step : direction === 'ArrowDown' ? step : 0;
  return { x: at.x + x, y: at.y + y };
}

function addTowards({ store, calls }: KeyContext, active: string, direction: Direction): boolean {
  const kind = blockOfNode(store.getState().derived.spec, active)?.kind;
  if (!kind) return false;
  if (direction === 'ArrowRight' && ports[kind].gives) calls.onAdd({ after: active });
  else if (direction === 'ArrowLeft' && ports[kind].takes) calls.onAdd({ before: active });
  else return false;
  return true;
}

/** Deletes, and puts the focus on what is selected then, or on the canvas. */
function remove({ store, focusNode, focusCanvas }: KeyContext, heal: boolean): void {
  removeSelected(store, { heal });
  const [next] = store.getState().selected;
  if (next === undefined) focusCanvas();
  else focusNode(next);
}

/** Brings a node into view where it is outside. */
export function reveal({ flow, store }: Pick<KeyContext, 'flow' | 'store'>, id: string): void {
  const at = store.getState().positions[id];
  const view = document.querySelector('.react-flow')?.getBoundingClientRect();
  if (!at || !view) return;
  const corner = flow.flowToScreenPosition(at);
  const end = flow.flowToScreenPosition({ x: at.x + NODE_WIDTH, y: at.y + NODE_HEIGHT });
  const isIn = corner.x >= view.left && corner.y >= view.top && end.x <= view.right && end.y <= view.bottom;
  if (!isIn)
    void flow.setCenter(at.x + NODE_WIDTH / 2, at.y + NODE_HEIGHT / 2, { zoom: flow.getZoom(), duration: 0 });
}

function openForm({ store, active, calls }: KeyContext): void {
  const { wiring } = store.getState();
  if (wiring && active && wiring.node !== active) {
    const wire =
      wiring.side === 'out' ? { from: wiring.node, to: active } : { from: active, to: wiring.node };
    connectNodes(store, wire);
    return;
  }
  if (active) select(store, [active]);
  calls.onOpenForm();
}

function beginWire({ store, active }: KeyContext): void {
  const state = store.getState();
  const { wiring } = state;
  if (!active) return;
  const kind = blockOfNode(state.derived.spec, active)?.kind;
  if (!kind || wiring) return;
  const side = ports[kind].gives ? 'out' : 'in';
  store.setState({ wiring: { node: active, side } });
  const title = titleOf(state.derived.spec.nodes[active], active);
  store.announce(
    `Connecting ${side === 'out' ? 'from' : 'to'} ${title}. Walk to the other end and press Enter.`,
  );
}

function toggleMoving({ mode, store, active }: KeyContext): void {
  mode.moving = !mode.moving && active !== null;
  store.announce(mode.moving ? 'Moving: use the arrow keys, Escape ends' : 'Moving ended');
}

function stepBack({ mode, store, active, focusNode }: KeyContext): void {
  const { wiring, selected, selectedWire } = store.getState();
  if (mode.moving) {
    mode.moving = false;
    store.announce('Moving ended');
  } else if (wiring) {
    store.setState({ wiring: null, paletteFilter: null });
    store.announce('Connecting ended');
  } else if (selectedWire) {
    selectWire(store, null);
    if (active) focusNode(active);
  } else if (selected.length > 0) select(store, []);
}
