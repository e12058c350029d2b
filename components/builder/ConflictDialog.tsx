'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { problemText } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { Banner } from '@/components/ui/Banner';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { changesBetween } from '@/lib/spec/changes';
import { parseSpec } from '@/lib/spec/yaml';
import { useBuilder, useBuilderState } from './context';
import { localKey, type Theirs } from './model/saving';
import { replaceDoc } from './model/store';
import type { Autosave } from './useAutosave';

/** The draft was saved from another place: which copy stays? Neither is lost without a word. */
export function ConflictDialog({ theirs, autosave }: { theirs: Theirs; autosave: Autosave }) {
  const { id, store } = useBuilder();
  const trpc = useTRPC();
  const router = useRouter();
  const create = useMutation(trpc.monitors.create.mutationOptions());
  const doc = useBuilderState((state) => state.doc);
  const [failed, setFailed] = useState<string | null>(null);
  const changes = useMemo(() => {
    const [mine, other] = [parseSpec(doc.text).spec, parseSpec(theirs.text).spec];
    return mine && other ? changesBetween(other, mine) : null;
  }, [doc.text, theirs.text]);
  const server = { text: theirs.text, layout: theirs.layout };
  const takeTheirs = () => {
    replaceDoc(store, server, 'take the other copy');
    autosave.settle(theirs.token, server);
  };
  const saveCopy = async () => {
    try {
      const made = await create.mutateAsync({ text: doc.text, layout: { ...doc.layout } });
      localStorage.removeItem(localKey(id));
      takeTheirs();
      router.push(`/monitors/${made.id}/edit`);
    } catch (error) {
      setFailed(problemText(error));
    }
  };
  const time = new Date(theirs.savedAt).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return (
    <Dialog
      title="The draft was changed elsewhere"
      description={`Another tab or person saved it at ${time}. Your changes are kept in this browser; nothing was overwritten.`}
      open
      size="lg"
      footer={
        <>
          <Button busy={create.isPending && 'Saving a copy'} onClick={() => void saveCopy()}>
            Save mine as a copy
          </Button>
          <Button onClick={takeTheirs}>Use theirs</Button>
          <Button variant="primary" onClick={() => autosave.settle(theirs.token, server)}>
            Keep mine
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {failed && <Banner tone="critical">{failed}</Banner>}
        {changes && (
          <section aria-label="Difference">
            <h3 className="pb-1 font-semibold text-sm">Mine differs from theirs</h3>
            {changes.length === 0 ? (
              <p className="text-ink-muted text-sm">Only in places on the canvas or in the writing.</p>
            ) : (
              <ul className="list-disc pl-5 text-ink-muted text-sm">
                {changes.map((change) => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
            )}
          </section>
        )}
        <div className="grid gap-3 md:grid-cols-2">
          <Copy title="Mine" text={doc.text} />
          <Copy title="Theirs" text={theirs.text} />
        </div>
      </div>
    </Dialog>
  );
}

function Copy({ title, text }: { title: string; text: string }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="pb-1 font-semibold text-sm">{title}</h3>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must be able to
        tabIndex={0}
        className="max-h-72 overflow-auto rounded-md border border-line bg-surface-sunken p-3 font-mono text-xs"
      >
        {text}
      </pre>
    </section>
  );
}
