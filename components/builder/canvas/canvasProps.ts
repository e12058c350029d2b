import type { Spot } from '@/components/builder/model/adding';
import type { BuilderState } from '@/components/builder/model/store';

export type CanvasProps = {
  onAdd: (spot: Spot) => void;
  onPaste: () => void;
  onShortcuts: () => void;
  /** Brings the form of the selected node into view. */
  onOpenForm: () => void;
};

/** The one node that Tab reaches. */
export function activeOf(state: BuilderState): string | null {
  return state.selected.at(-1) ?? state.derived.order[0] ?? null;
}
