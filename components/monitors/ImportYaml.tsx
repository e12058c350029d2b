'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Foreign } from '@/components/Foreign';
import { countOf } from '@/components/figures';
import { ProblemList } from '@/components/ProblemList';
import { problemsOf } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { Button } from '@/components/ui/Button';
import { Dialog, DialogClose } from '@/components/ui/Dialog';
import { ErrorState } from '@/components/ui/ErrorState';
import { Field } from '@/components/ui/Field';
import { Textarea } from '@/components/ui/Textarea';
import type { RouterOutputs } from '@/server/api/root';

type Answered = RouterOutputs['monitors']['importYaml'];
type ImportYamlProps = { open: boolean; onOpenChange: (open: boolean) => void };

const FILE_BYTES_MAX = 1_048_576;

/** Takes a monitor from a file or from pasted text: first shows what it would make, then makes a draft that does not run. */
export function ImportYaml({ open, onOpenChange }: ImportYamlProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const [text, setText] = useState('');
  const [tooLarge, setTooLarge] = useState(false);
  const look = useMutation(trpc.monitors.importYaml.mutationOptions());
  const make = useMutation(
    trpc.monitors.importYaml.mutationOptions({
      onSuccess: ({ id }) => {
        if (id === null) return;
        void client.invalidateQueries(trpc.monitors.list.queryFilter());
        router.push(`/monitors/${id}/edit`);
      },
    }),
  );
  const change = (next: string) => {
    setText(next);
    look.reset();
    make.reset();
  };
  const takeFile = async (file: File | undefined) => {
    if (!file) return;
    setTooLarge(file.size > FILE_BYTES_MAX);
    if (file.size <= FILE_BYTES_MAX) change(await file.text());
  };
  const found = make.data ?? look.data;
  const blocked = found?.problems.some(({ level }) => level === 'error') ?? true;
  const error = make.error ?? look.error;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        change('');
        setTooLarge(false);
        onOpenChange(next);
      }}
      size="lg"
      title="Import a monitor"
      description="From YAML or JSON that was exported here. It becomes a draft: nothing runs or is sent until you publish it."
      footer={
        <>
          <DialogClose render={<Button>Cancel</Button>} />
          {found && !blocked ? (
            <Button
              variant="primary"
              busy={make.isPending && 'Importing'}
              onClick={() => make.mutate({ text, dryRun: false })}
            >
              Import as a draft
            </Button>
          ) : (
            <Button
              variant="primary"
              busy={look.isPending && 'Checking'}
              unavailable={text.trim() === '' ? 'Choose a file or paste the text first' : undefined}
              onClick={() => look.mutate({ text, dryRun: true })}
            >
              Check
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label="File"
          help="`.yaml`, `.yml` or `.json`, 1 MB at most"
          error={tooLarge ? 'This file is larger than 1 MB. Split the monitor into smaller ones.' : undefined}
        >
          <input
            type="file"
            accept=".yaml,.yml,.json"
            onChange={(event) => void takeFile(event.target.files?.[0])}
            className="text-sm file:mr-3 file:h-9 file:rounded-md file:border file:border-line-strong file:bg-surface file:px-3 file:font-medium file:text-ink"
          />
        </Field>
        <Field label="Or paste the text">
          <Textarea code rows={10} value={text} onChange={(event) => change(event.target.value)} />
        </Field>
        {error && <ErrorState title="The text was not imported" problems={problemsOf(error)} />}
        {found && <Found found={found} />}
      </div>
    </Dialog>
  );
}

function Found({ found }: { found: Answered }) {
  return (
    <div role="status" className="flex flex-col gap-3">
      {found.creates.length > 0 && (
        <div>
          <p className="font-medium text-sm">
            This makes <Foreign text={found.name ?? 'a monitor'} max={80} /> with{' '}
            {countOf(found.creates.length, 'node')}:
          </p>
          <ul className="mt-1 flex flex-wrap gap-1.5">
            {found.creates.map(({ id, title }) => (
              <li key={id} className="rounded-md border border-line bg-surface-sunken px-2 py-0.5 text-xs">
                <Foreign text={id} max={40} className="font-mono" /> · <Foreign text={title} max={60} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <ProblemList problems={found.problems} />
    </div>
  );
}
