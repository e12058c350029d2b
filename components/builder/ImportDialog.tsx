'use client';

import { useMemo, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Field } from '@/components/ui/Field';
import { Textarea } from '@/components/ui/Textarea';
import { WithCode } from '@/components/ui/WithCode';
import { blockOf } from '@/lib/blocks/registry';
import { compile } from '@/lib/compile/compile';
import { readFragment } from '@/lib/spec/edit';
import { titleOf } from '@/lib/spec/title';
import { useBuilder } from './context';
import { paste } from './model/actions';
import { replaceDoc } from './model/store';

/** Takes in a spec or a piece of one: shows what it holds before anything changes, and runs nothing. */
export function ImportDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { store } = useBuilder();
  const [text, setText] = useState('');
  const found = useMemo(() => lookInto(text), [text]);
  const done = () => {
    setText('');
    onClose();
  };
  return (
    <Dialog
      title="Import YAML"
      description="Paste a spec or a piece of one, or choose a file. Nothing runs, and it can be undone."
      open={open}
      onOpenChange={(next) => {
        if (!next) done();
      }}
      footer={
        <>
          <Button onClick={done}>Cancel</Button>
          <Button
            unavailable={found.nodes.length === 0 ? 'There are no nodes in the text.' : undefined}
            onClick={() => {
              if (paste(store, text, null)) done();
            }}
          >
            Add its nodes
          </Button>
          <Button
            variant="primary"
            unavailable={found.isSpec ? undefined : 'The text is not a whole spec.'}
            onClick={() => {
              replaceDoc(store, { text, layout: {} }, 'import a spec');
              done();
            }}
          >
            Replace this draft
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <label className="flex flex-col gap-1.5 font-medium text-sm">
          File
          <input
            type="file"
            accept=".yaml,.yml,.json,text/plain"
            className="font-normal text-sm"
            onChange={(event) => {
              void event.currentTarget.files?.[0]?.text().then(setText);
            }}
          />
        </label>
        <Field label="Text">
          <Textarea code rows={10} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        </Field>
        {found.nodes.length > 0 && (
          <section aria-label="What it holds">
            <h3 className="pb-1 font-semibold text-sm">
              {found.nodes.length === 1 ? '1 node' : `${found.nodes.length} nodes`}
            </h3>
            <ul className="flex flex-wrap gap-1.5 text-xs">
              {found.nodes.map((node) => (
                <li key={node} className="rounded-full border border-line px-2 py-0.5">
                  {node}
                </li>
              ))}
            </ul>
          </section>
        )}
        {text.trim() !== '' && found.problems.length > 0 && (
          <section aria-label="Problems">
            <h3 className="pb-1 font-semibold text-sm">Problems</h3>
            <ul className="flex list-disc flex-col gap-1 pl-5 text-ink-muted text-sm">
              {found.problems.map((words) => (
                <li key={words}>
                  <WithCode text={words} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  );
}

function lookInto(text: string): { isSpec: boolean; nodes: string[]; problems: string[] } {
  if (text.trim() === '') return { isSpec: false, nodes: [], problems: [] };
  const compiled = compile(text);
  const nodes = compiled.spec?.nodes ?? readFragment(text) ?? {};
  return {
    isSpec: compiled.spec !== null,
    nodes: Object.entries(nodes).map(
      ([id, node]) => `${titleOf(node, id)}: ${blockOf(node.type)?.title ?? node.type}`,
    ),
    problems: compiled.spec || Object.keys(nodes).length === 0 ? compiled.problems.map((p) => p.what) : [],
  };
}
