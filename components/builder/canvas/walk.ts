import { type Derived, inputsIn, readersIn } from '@/components/builder/model/derive';
import type { Layout } from '@/components/builder/model/document';

export type Direction = 'ArrowRight' | 'ArrowLeft' | 'ArrowUp' | 'ArrowDown';

export const isDirection = (key: string): key is Direction =>
  key === 'ArrowRight' || key === 'ArrowLeft' || key === 'ArrowUp' || key === 'ArrowDown';

/** Where an arrow leads: right with the data, left against it, up and down among those beside it. */
export function neighbour(
  derived: Pick<Derived, 'wires' | 'order'>,
  positions: Layout,
  from: { id: string; direction: Direction },
): string | null {
  const { id, direction } = from;
  const byHeight = (ids: readonly string[]) =>
    [...ids].sort((a, b) => (positions[a]?.y ?? 0) - (positions[b]?.y ?? 0));
  const nearest = (ids: readonly string[]) =>
    [...ids].sort((a, b) => distance(positions, id, a) - distance(positions, id, b))[0] ?? null;
  if (direction === 'ArrowRight') return nearest(readersIn(derived.wires, id));
  if (direction === 'ArrowLeft') return nearest(inputsIn(derived.wires, id));
  const column = byHeight(derived.order.filter((other) => rankOf(derived, other) === rankOf(derived, id)));
  const at = column.indexOf(id);
  return column[direction === 'ArrowUp' ? at - 1 : at + 1] ?? null;
}

/** How many steps lie before a node at most. */
function rankOf({ wires }: Pick<Derived, 'wires'>, id: string, seen: readonly string[] = []): number {
  if (seen.includes(id)) return 0;
  const inputs = inputsIn(wires, id);
  return inputs.length === 0
    ? 0
    : 1 + Math.max(...inputs.map((input) => rankOf({ wires }, input, [...seen, id])));
}

function distance(positions: Layout, a: string, b: string): number {
  const [p, q] = [positions[a], positions[b]];
  return p && q ? Math.abs(p.y - q.y) : 0;
}
