import type { Unit } from '@/lib/blocks/block';
import type { Marks } from './chartInput';

export type Range = { min: number; max: number };

/** Units that count from nothing: their axis starts at 0. */
const fromZero: readonly Unit[] = ['share', 'rows', 'ms', 'distance', 'tokens', 'per second', 'Wh', 'gCO2e'];
const HEADROOM = 0.08;

/** The value axis: everything that is drawn fits, with a little air; a share never leaves [0, 1]. */
export function valueRange(
  extent: { low: number; high: number } | null,
  marks: Pick<Marks, 'lines' | 'valueBand'>,
  unit: Unit,
): Range {
  const marked = marks.lines.map((line) => line.value);
  if (marks.valueBand) marked.push(marks.valueBand.low, marks.valueBand.high);
  if (extent) marked.push(extent.low, extent.high);
  if (marked.length === 0) return { min: 0, max: 1 };
  const low = Math.min(...marked);
  const high = Math.max(...marked);
  const zero = low >= 0 && (fromZero.includes(unit) || unit.startsWith('money'));
  const size = zero ? high : high - low;
  const air = size > 0 ? size * HEADROOM : Math.abs(high) * 0.1 || 1;
  const min = zero ? 0 : low - air;
  const max = high + air;
  if (unit !== 'share') return { min, max };
  return { min: low >= 0 ? Math.max(0, min) : min, max: high <= 1 ? Math.min(1, max) : max };
}

/**
 * Labels moved apart so that none lies on another: each stays as near to where it wants to be as the others allow.
 * Positions are pixels from the top; the order of the answer is that of the question.
 */
export function spreadLabels(wanted: readonly number[], gap: number, room: Range): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed: number[] = [...wanted];
  let floor = room.min;
  for (const i of order) {
    placed[i] = Math.max(placed[i] ?? 0, floor);
    floor = (placed[i] ?? 0) + gap;
  }
  let ceiling = room.max;
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i] ?? 0, ceiling);
    ceiling = (placed[i] ?? 0) - gap;
  }
  return placed;
}
