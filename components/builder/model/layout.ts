import dagre from '@dagrejs/dagre';
import type { Wire } from './derive';
import type { Layout, Position } from './document';

/** Where nodes are drawn. Every node has the same size, so that the canvas can be laid out without measuring it. */

export const NODE_WIDTH = 216;
export const NODE_HEIGHT = 96;
export const GRID = 8;

const GAP_X = 56;
const GAP_Y = 24;

export const snapped = ({ x, y }: Position): Position => ({
  x: Math.round(x / GRID) * GRID,
  y: Math.round(y / GRID) * GRID,
});

/** Nodes from left to right in the order of the data. */
export function tidy(ids: readonly string[], wires: readonly Wire[]): Layout {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: GAP_Y, ranksep: GAP_X, marginx: 24, marginy: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  const known = new Set(ids);
  for (const id of ids) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const { from, to } of wires) if (known.has(from) && known.has(to)) graph.setEdge(from, to);
  dagre.layout(graph);
  return Object.fromEntries(
    ids.map((id) => {
      const { x, y } = graph.node(id) as Position;
      return [id, snapped({ x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 })];
    }),
  );
}

/** Tidies some nodes where they are: their upper left corner stays. */
export function tidyPart(ids: readonly string[], wires: readonly Wire[], layout: Layout): Layout {
  const fresh = tidy(ids, wires);
  const corner = (places: Layout): Position => ({
    x: Math.min(...ids.map((id) => places[id]?.x ?? 0)),
    y: Math.min(...ids.map((id) => places[id]?.y ?? 0)),
  });
  const [from, to] = [corner(fresh), corner(layout)];
  return Object.fromEntries(
    Object.entries(fresh).map(([id, p]) => [id, snapped({ x: p.x - from.x + to.x, y: p.y - from.y + to.y })]),
  );
}

/** A position for every node: its own, or a free place right of what it reads. */
export function placeAll(ids: readonly string[], wires: readonly Wire[], layout: Layout): Layout {
  const missing = ids.filter((id) => !layout[id]);
  if (missing.length === 0) return layout;
  if (missing.length === ids.length) return tidy(ids, wires);
  const placed: Record<string, Position> = Object.fromEntries(
    ids.flatMap((id) => (layout[id] ? [[id, layout[id]]] : [])),
  );
  for (const id of missing) {
    const inputs = wires.filter((wire) => wire.to === id).flatMap((wire) => placed[wire.from] ?? []);
    const right = inputs.length > 0 ? Math.max(...inputs.map((p) => p.x)) : null;
    const wish =
      right === null
        ? { x: 24, y: lowest(placed) }
        : { x: right + NODE_WIDTH + GAP_X, y: inputs[0]?.y ?? 24 };
    placed[id] = freePlace(wish, Object.values(placed));
  }
  return placed;
}

function lowest(placed: Layout): number {
  const bottoms = Object.values(placed).map((p) => p.y + NODE_HEIGHT + GAP_Y);
  return bottoms.length > 0 ? Math.max(...bottoms) : 24;
}

/** The wish, or the next free place below it. */
export function freePlace(wish: Position, taken: readonly Position[]): Position {
  const at = snapped(wish);
  const step = Math.ceil((NODE_HEIGHT + GAP_Y) / GRID) * GRID;
  while (taken.some((p) => overlaps(p, at))) at.y += step;
  return at;
}

function overlaps(a: Position, b: Position): boolean {
  return Math.abs(a.x - b.x) < NODE_WIDTH + 16 && Math.abs(a.y - b.y) < NODE_HEIGHT + 12;
}

/** Where a node goes that is added beside another. */
export function rightOf(position: Position): Position {
  return { x: position.x + NODE_WIDTH + GAP_X, y: position.y };
}

export function leftOf(position: Position): Position {
  return { x: position.x - NODE_WIDTH - GAP_X, y: position.y };
}

/** Moves what lies right of a place out of the way of a node that is put there. */
export function pushAside(layout: Layout, ids: readonly string[], at: Position): Layout {
  const clash = ids.some((id) => {
    const p = layout[id];
    return p !== undefined && overlaps(p, at);
  });
  if (!clash) return layout;
  const shift = NODE_WIDTH + GAP_X;
  return {
    ...layout,
    ...Object.fromEntries(
      ids.flatMap((id) => {
        const p = layout[id];
        return p && p.x >= at.x - NODE_WIDTH / 2 ? [[id, { x: p.x + shift, y: p.y }]] : [];
      }),
    ),
  };
}
