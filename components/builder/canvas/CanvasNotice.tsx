'use client';

import { useStore } from 'zustand';
import { useBuilder } from '@/components/builder/context';
import { lockedReason } from '@/components/builder/model/actions';
import { Button } from '@/components/ui/Button';
import { titleOf } from '@/lib/spec/title';

/** What the canvas waits for: the other end of a wire, or a text without errors. */
export function CanvasNotice() {
  const { store } = useBuilder();
  const locked = useStore(store, lockedReason);
  const wiring = useStore(store, (state) => state.wiring);
  const title = useStore(store, (state) =>
    state.wiring ? titleOf(state.derived.spec.nodes[state.wiring.node], state.wiring.node) : '',
  );
  if (!locked && !wiring) return null;
  return (
    <div className="pointer-events-none absolute inset-x-4 top-4 z-10 flex flex-col items-center gap-2">
      {locked && (
        <p
          role="status"
          className="pointer-events-auto rounded-md border border-critical bg-critical-soft px-3 py-2 text-critical-ink text-sm shadow-low"
        >
          {locked}
        </p>
      )}
      {wiring && (
        <div className="pointer-events-auto flex items-center gap-3 rounded-md border border-accent bg-accent-soft px-3 py-1.5 text-accent-ink text-sm shadow-low">
          <span>
            Connecting {wiring.side === 'out' ? 'from' : 'to'} {title}: click the other end.
          </span>
          <Button size="sm" onClick={() => store.setState({ wiring: null, paletteFilter: null })}>
            Cancel
          </Button>
        </div>
      )}
    </div>
  );
}
