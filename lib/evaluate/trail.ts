import type { SeriesPoint } from '@/lib/blocks/block';
import type { Plan } from '@/lib/compile/plan';
import { fingerprint } from '@/lib/core/ids';
import type { Millis } from '@/lib/core/time';
import type { NodeScore } from './evaluate';
import { wantsPrevious } from './windows';

/** A window that was scored: its value, and how many rows that rests on. */
export type PastPoint = SeriesPoint & { rows: number };

/** The scored windows of one node and one set of labels before the present one, oldest first. */
export type Past = (node: string, print: string) => readonly PastPoint[];

/** For those who have no past. */
export const noPast: Past = () => [];

/**
 * What analysers need to know of earlier windows: filled slot by slot while a past is played, or from the scores that
 * were committed. It keeps no more than the plan's analysers look back.
 */
export type Trail = {
  past: Past;
  /** Slots come in order of time; one that is not after the last is left out. */
  note: (slot: Millis, scores: Iterable<NodeScore>) => void;
};

export function createTrail(plan: Plan): Trail {
  const wanted = windowsWanted(plan);
  const held = new Map<string, PastPoint[]>();
  const keyOf = (node: string, print: string) => `${node} ${print}`;

  function noteOne(slot: Millis, { node, labels, score }: NodeScore): void {
    const most = wanted.get(node);
    if (most === undefined) return;
    const key = keyOf(node, fingerprint(labels));
    const points = held.get(key) ?? [];
    held.set(key, points);
    if (slot <= (points.at(-1)?.slot ?? -Infinity)) return;
    points.push({ slot, value: score.ok ? score.value : null, rows: score.rows });
    if (points.length > 2 * most) points.splice(0, points.length - most);
  }

  return {
    past: (node, print) => held.get(keyOf(node, print)) ?? [],
    note(slot, scores) {
      for (const entry of scores) noteOne(slot, entry);
    },
  };
}

/** How many earlier windows are looked at, by node. */
function windowsWanted(plan: Plan): Map<string, number> {
  const wanted = new Map<string, number>();
  const want = (node: string, windows: number) => wanted.set(node, Math.max(windows, wanted.get(node) ?? 0));
  for (const { id, input, lookback } of plan.analysers) {
    want(input, lookback);
    if (wantsPrevious(plan, id)) want(id, Math.ceil(plan.schedule.windowMs / plan.schedule.everyMs));
  }
  return wanted;
}

/** How many slots back any analyser looks. */
export const lookbackOf = (plan: Plan): number => Math.max(0, ...windowsWanted(plan).values());
