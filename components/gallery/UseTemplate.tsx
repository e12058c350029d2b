'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Answer } from '@/components/Answer';
import { problemsOf } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { Field } from '@/components/ui/Field';
import { LinkButton } from '@/components/ui/LinkButton';
import { Select } from '@/components/ui/Select';
import { toast } from '@/components/ui/toast';
import type { TemplateNeeds } from './matching';
import { NeedFields } from './NeedFields';

/** Makes drafts from a template: the stream, then what each of its needs is called there. */
export function UseTemplate({ template }: { template: TemplateNeeds }) {
  const trpc = useTRPC();
  const streams = useQuery(trpc.streams.list.queryOptions());
  return (
    <Answer
      query={streams}
      loading="Loading streams"
      failed="Your streams could not be loaded"
      headingLevel={3}
    >
      {(found) =>
        found.length === 0 ? (
          <EmptyState
            title="There is no stream yet"
            action={<LinkButton href="/streams">Bring in data</LinkButton>}
          >
            Send events or import a file first; then your columns are matched here.
          </EmptyState>
        ) : (
          <ChooseStream template={template} streams={found.map((stream) => stream.name)} />
        )
      }
    </Answer>
  );
}

function ChooseStream({ template, streams }: { template: TemplateNeeds; streams: readonly string[] }) {
  const [stream, setStream] = useState(streams.length === 1 ? (streams[0] ?? null) : null);
  const trpc = useTRPC();
  const detail = useQuery({
    ...trpc.streams.get.queryOptions({ name: stream ?? '' }),
    enabled: stream !== null,
  });
  const router = useRouter();
  const use = useMutation({
    ...trpc.templates.use.mutationOptions(),
    onSuccess: ({ monitors }) => {
      const [only] = monitors;
      toast(monitors.length === 1 ? 'A draft was made' : `${monitors.length} drafts were made`);
      router.push(monitors.length === 1 && only ? `/monitors/${only}` : '/monitors');
    },
  });
  return (
    <div className="flex flex-col gap-5">
      <Field label="Stream" help="Where your events arrive." className="max-w-md">
        <Select
          options={streams.map((name) => ({ value: name, label: name }))}
          value={stream}
          onValueChange={setStream}
          placeholder="Choose a stream"
        />
      </Field>
      {stream !== null && (
        <Answer
          query={detail}
          loading="Loading columns"
          failed="Its columns could not be loaded"
          headingLevel={3}
        >
          {({ columns }) => (
            <NeedFields
              key={stream}
              template={template}
              columns={columns}
              busy={use.isPending}
              onSubmit={(mapping) => use.mutate({ id: template.id, stream, mapping })}
            />
          )}
        </Answer>
      )}
      {use.isError && <ErrorState title="The drafts could not be made" problems={problemsOf(use.error)} />}
      {stream === null && <Button unavailable="Choose a stream first">Make the drafts</Button>}
    </div>
  );
}
