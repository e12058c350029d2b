'use client';

import { Dialog } from '@/components/ui/Dialog';
import { type Kind, kinds, ports } from '@/lib/blocks/block';
import { titleOf } from '@/lib/spec/title';
import { BlockList } from './BlockList';
import { useBuilder, useBuilderState } from './context';
import { addBlockNode, type Spot } from './model/adding';
import { kindOfNode } from './model/derive';
import type { PortFilter } from './model/palette';
import type { BuilderState } from './model/store';

type AddDialogProps = {
  spot: Spot | null;
  onClose: () => void;
  onAdded?: ((id: string) => void) | undefined;
};

/** Chooses a block for a place, an end of a wire, or a wire. */
export function AddDialog({ spot, onClose, onAdded }: AddDialogProps) {
  const { store } = useBuilder();
  const view = useBuilderState((state) => (spot ? describe(state, spot) : null));
  const words = view?.words ?? null;
  return (
    <Dialog
      title="Add a block"
      description={words ?? 'It goes beside what is selected.'}
      open={spot !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <div className="flex h-[60dvh] flex-col">
        <BlockList
          filter={view?.port && view.side ? { side: view.side, port: view.port, type: view.type } : null}
          onChoose={(block) => {
            if (!spot) return;
            const id = addBlockNode(store, block.type, spot);
            onClose();
            if (id) onAdded?.(id);
          }}
        />
      </div>
    </Dialog>
  );
}

type Described = {
  words: string | null;
  side: PortFilter['side'] | null;
  port: PortFilter['port'] | null;
  type?: string | undefined;
};

function describe(state: BuilderState, spot: Spot): Described {
  const title = (id: string) => titleOf(state.derived.spec.nodes[id], id);
  const type = (id: string) => state.derived.spec.nodes[id]?.type;
  const kind = (id: string): Kind => kindOfNode(state.derived.spec, id) ?? kinds[0];
  if (spot.into) {
    const { from, to } = spot.into;
    const gives = ports[kind(from)].gives;
    const isSame = gives !== null && ports[kind(to)].takes === gives;
    const words = `Between ${title(from)} and ${title(to)}.`;
    return { words, side: isSame ? 'through' : null, port: gives, type: type(from) };
  }
  if (spot.after)
    return {
      words: `After ${title(spot.after)}.`,
      side: 'out',
      port: ports[kind(spot.after)].gives,
      type: type(spot.after),
    };
  if (spot.before)
    return { words: `Before ${title(spot.before)}.`, side: 'in', port: ports[kind(spot.before)].takes };
  return { words: null, side: null, port: null };
}
