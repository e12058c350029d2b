'use client';

import { Dialog } from '@/components/ui/Dialog';
import { Kbd } from '@/components/ui/Kbd';
import { commands } from './canvas/keyCommands';

const everywhere = [
  { keys: 'Mod+Z', words: 'Undo' },
  { keys: 'Mod+Shift+Z', words: 'Redo' },
  { keys: 'Mod+S', words: 'Save now' },
];
const walking = [
  { keys: 'Arrows', words: 'Walk the graph: right with the data, left against it, up and down beside it' },
  { keys: 'Mod+ArrowRight', words: 'Add a block behind the node' },
  { keys: 'Mod+ArrowLeft', words: 'Add a block before the node' },
  { keys: 'Mod+C', words: 'Copy as YAML' },
  { keys: 'Mod+X', words: 'Cut' },
  { keys: 'Mod+V', words: 'Paste nodes or a spec' },
];

/** All keys of the builder. Those of the canvas work only while it has the focus. */
export function Shortcuts({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      title="Keyboard shortcuts"
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <List title="Everywhere in the builder" rows={everywhere} />
      <List title="While the canvas has the focus" rows={[...walking, ...commands]} />
    </Dialog>
  );
}

function List({ title, rows }: { title: string; rows: readonly { keys: string; words: string }[] }) {
  return (
    <section className="pb-4">
      <h3 className="pb-2 font-semibold text-sm">{title}</h3>
      <dl className="flex flex-col gap-1.5">
        {rows.map((row) => (
          <div key={row.keys} className="flex items-baseline justify-between gap-4 text-sm">
            <dt className="order-2 shrink-0">
              <Kbd keys={row.keys === '+' ? ['+'] : row.keys.split('+').map(keyWord)} />
            </dt>
            <dd className="text-ink-muted">{row.words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const keyWord = (key: string) => ({ Mod: 'Ctrl', ArrowRight: '→', ArrowLeft: '←' })[key] ?? key;
