'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Answer } from '@/components/Answer';
import { Foreign } from '@/components/Foreign';
import { countOf, formatBytes } from '@/components/figures';
import { problemsOf } from '@/components/problemsOf';
import { roleLabel, typeWords } from '@/components/streams/roles';
import { isStreamName, streamNameFor } from '@/components/streams/sendExample';
import { useTRPC } from '@/components/trpc';
import { Button } from '@/components/ui/Button';
import { ErrorState } from '@/components/ui/ErrorState';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { RadioGroup } from '@/components/ui/RadioGroup';
import { Select } from '@/components/ui/Select';
import type { ColumnInfo } from '@/lib/tally/column';
import type { Uploaded } from './uploadFile';

type ImportFormProps = { file: Uploaded; onStarted: (job: string) => void; onOther: () => void };
type As = 'events' | 'labels';

const asOptions = [
  { value: 'events', label: 'Events', detail: 'One row for each prediction or request' },
  { value: 'labels', label: 'Labels', detail: 'What turned out to be true, by the id of an event' },
];

/** What the uploaded file is, and under which name it is kept. */
export function ImportForm({ file, onStarted, onOther }: ImportFormProps) {
  const trpc = useTRPC();
  const columns = useQuery(trpc.files.columns.queryOptions({ name: file.name }));
  const streams = useQuery(trpc.streams.list.queryOptions());
  const [as, setAs] = useState<As>('events');
  const [name, setName] = useState(() => streamNameFor(file.name));
  const [target, setTarget] = useState<string | null>(null);
  const start = useMutation(trpc.files.import.mutationOptions({ onSuccess: ({ job }) => onStarted(job) }));
  const known = streams.data?.map((stream) => stream.name) ?? [];
  const stream = as === 'events' ? name : (target ?? known[0] ?? '');
  const wrong = isStreamName(stream)
    ? undefined
    : as === 'labels'
      ? 'There is no stream yet that these labels could belong to. Import its events first.'
      : 'Use a letter first, then letters, digits, - or _, 64 at most.';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong) start.mutate({ file: file.name, stream, as });
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <p className="text-sm">
        <Foreign text={file.name} max={80} className="font-mono" />{' '}
        <span className="text-ink-faint">{formatBytes(file.bytes)}</span>
      </p>
      <Answer query={columns} loading="Reading the columns" failed="The file could not be read" lines={2}>
        {(found) => <Columns columns={found} />}
      </Answer>
      <RadioGroup
        legend="What is in it?"
        options={asOptions}
        value={as}
        onValueChange={(next) => setAs(next === 'labels' ? 'labels' : 'events')}
      />
      {as === 'events' ? (
        <Field
          label="Name of the stream"
          error={name === '' ? undefined : wrong}
          help={
            known.includes(name) ? 'This stream exists; the rows are added to it.' : 'A new stream is made.'
          }
        >
          <Input
            value={name}
            onChange={(event) => setName(event.target.value)}
            spellCheck={false}
            autoComplete="off"
          />
        </Field>
      ) : (
        <Field label="Labels of" error={wrong}>
          <Select
            options={known.map((value) => ({ value, label: value }))}
            value={stream}
            onValueChange={setTarget}
          />
        </Field>
      )}
      {start.error && <ErrorState title="The import did not start" problems={problemsOf(start.error)} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={start.isPending && 'Starting'} unavailable={wrong}>
          Import
        </Button>
        <Button onClick={onOther}>Choose another file</Button>
      </div>
    </form>
  );
}

function Columns({ columns }: { columns: readonly ColumnInfo[] }) {
  return (
    <details>
      <summary className="min-h-6 text-sm">{countOf(columns.length, 'column')} found</summary>
      <ul className="mt-2 flex max-h-56 flex-wrap gap-1.5 overflow-y-auto">
        {columns.map(({ name, type, role }) => (
          <li key={name} className="rounded-md border border-line bg-surface-sunken px-2 py-0.5 text-xs">
            <Foreign text={name} max={40} className="font-mono" /> · {typeWords[type].toLowerCase()}
            {role !== 'feature' && role !== 'other' && ` · ${roleLabel(role).toLowerCase()}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
