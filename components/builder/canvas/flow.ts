import { type Edge, type Node, Position as Side } from '@xyflow/react';
import { blockOfNode, isOff, type Wire } from '@/components/builder/model/derive';
import { NODE_HEIGHT, NODE_WIDTH } from '@/components/builder/model/layout';
import { givesSeries, type NodeState, nodeState, sparkOf } from '@/components/builder/model/results';
import type { BuilderState } from '@/components/builder/model/store';
import { badgeName, nodeName, resultWords, sentenceOf, wireName } from '@/components/builder/model/words';
import { type Kind, type Port, ports, type Unit } from '@/lib/blocks/block';
import { isError } from '@/lib/core/failures';
import { titleOf } from '@/lib/spec/title';

/** The state as React Flow wants it. What has not changed stays the same object, so that it is not drawn anew. */

export type CardData = {
  kind: Kind | null;
  title: string;
  sentence: string;
  takes: Port | null;
  gives: Port | null;
  badge: string | null;
  badgeTip: string | null;
  hasError: boolean;
  enabled: boolean;
  off: boolean;
  state: NodeState;
  result: string | null;
  spark: readonly (number | null)[];
  unit: Unit;
};
export type CardNode = Node<CardData, 'card'>;
export type WireData = { port: Port; off: boolean };
export type WireEdge = Edge<WireData, 'wire'>;

export const PREVIEW_DAYS = 30;
export const HIT = 28;

export const wireId = (wire: Wire): string => `${wire.from}>${wire.to}`;

export function wireOf(edge: { source: string; target: string }): Wire {
  return { from: edge.source, to: edge.target };
}

type Drawn<T> = ReadonlyMap<string, T>;

export function nodesOf(state: BuilderState, before: Drawn<CardNode>, active: string | null): CardNode[] {
  return state.derived.order.map((id) => {
    const next = cardNode(state, id, active === id);
    const old = before.get(id);
    if (!old) return next;
    if (same(old, next)) return old;
    return { ...old, ...next, data: same(old.data, next.data) ? old.data : next.data };
  });
}

function cardNode(state: BuilderState, id: string, isActive: boolean): CardNode {
  const data = cardData(state, id);
  const middle = (NODE_HEIGHT - HIT) / 2;
  const handle = { y: middle, width: HIT, height: HIT };
  return {
    id,
    type: 'card',
    position: state.positions[id] ?? { x: 0, y: 0 },
    data,
    width: NODE_WIDTH,
    height: NODE_HEIGHT,
    selected: state.selected.includes(id),
    ariaRole: 'group',
    ariaLabel: nodeName(state.derived, id, data.state),
    domAttributes: { tabIndex: isActive ? 0 : -1 },
    handles: [
      ...(data.takes ? [{ ...handle, type: 'target' as const, position: Side.Left, x: -HIT / 2 }] : []),
      ...(data.gives
        ? [{ ...handle, type: 'source' as const, position: Side.Right, x: NODE_WIDTH - HIT / 2 }]
        : []),
    ],
  };
}

function cardData(state: BuilderState, id: string): CardData {
  const { derived, results } = state;
  const { spec } = derived;
  const block = blockOfNode(spec, id);
  const problems = derived.problemsOf.get(id) ?? [];
  const result = results.preview?.nodes[id];
  return {
    kind: block?.kind ?? null,
    title: titleOf(spec.nodes[id], id),
    sentence: sentenceOf(derived, id),
    takes: block ? ports[block.kind].takes : null,
    gives: block ? ports[block.kind].gives : null,
    badge: badgeName(derived, id),
    badgeTip: problems.length > 0 ? problems.map((p) => p.what).join('\n') : null,
    hasError: problems.some(isError),
    enabled: spec.nodes[id]?.enabled !== false,
    off: isOff(spec, id),
    state: nodeState(results, spec, id),
    result: resultWords(result, PREVIEW_DAYS),
    spark: sparkOf(result),
    unit: givesSeries(result) ? result.unit : 'score',
  };
}

export function edgesOf(state: BuilderState, before: Drawn<WireEdge>): WireEdge[] {
  const { spec, wires } = state.derived;
  return wires.map((wire) => {
    const kind = blockOfNode(spec, wire.from)?.kind;
    const port = (kind ? ports[kind].gives : null) ?? 'rows';
    const next: WireEdge = {
      id: wireId(wire),
      type: 'wire',
      source: wire.from,
      target: wire.to,
      selected: state.selectedWire?.from === wire.from && state.selectedWire.to === wire.to,
      ariaLabel: wireName(state.derived, wire),
      data: { port, off: isOff(spec, wire.from) || spec.nodes[wire.to]?.enabled === false },
    };
    const old = before.get(next.id);
    return old && same(old, next) ? old : next;
  });
}

function same(a: object, b: object): boolean {
  const right = b as Record<string, unknown>;
  const left = a as Record<string, unknown>;
  return Object.keys(right).every((key) => left[key] === right[key] || equal(left[key], right[key]));
}

function equal(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}
