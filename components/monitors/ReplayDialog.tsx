'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Answer } from '@/components/Answer';
import { AlertTable } from '@/components/alerts/AlertTable';
import { countOf } from '@/components/figures';
import { JobProgress, type JobResult } from '@/components/jobs/JobProgress';
import { problemsOf } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { Button } from '@/components/ui/Button';
import { Checkbox } from '@/components/ui/Checkbox';
import { Dialog, DialogClose } from '@/components/ui/Dialog';
import { ErrorState } from '@/components/ui/ErrorState';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { DAY_MS } from '@/lib/core/time';

type ReplayResult = Extract<JobResult, { kind: 'replay' }>;
type ReplayDialogProps = { id: string; open: boolean; onOpenChange: (open: boolean) => void };

const toField = (at: number) => new Date(at).toISOString().slice(0, 10);
const fromField = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN);

/** Plays the published version over past data, and shows when it would have rung. */
export function ReplayDialog({ id, open, onOpenChange }: ReplayDialogProps) {
  const trpc = useTRPC();
  const [from, setFrom] = useState(() => toField(Date.now() - 30 * DAY_MS));
  const [to, setTo] = useState(() => toField(Date.now() + DAY_MS));
  const [deliver, setDeliver] = useState(false);
  const [result, setResult] = useState<ReplayResult | null>(null);
  const start = useMutation(trpc.monitors.replay.mutationOptions({ onMutate: () => setResult(null) }));
  const span = { from: fromField(from), to: fromField(to) };
  const wrong = Number.isNaN(span.from) || Number.isNaN(span.to) ? 'Choose both days' : null;
  const reason = wrong ?? (span.from >= span.to ? 'The last day must come after the first' : undefined);
  const play = () => start.mutate({ id, ...span, deliver });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title="Replay over past data"
      description="Runs the published version over the days you choose, exactly as it would have run then."
      footer={
        <>
          <DialogClose render={<Button>Close</Button>} />
          <Button variant="primary" unavailable={reason} busy={start.isPending && 'Starting'} onClick={play}>
            Replay
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="From" help="First day, in UTC">
            <Input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          </Field>
          <Field label="Until" help="This day is not played any more" error={reason}>
            <Input type="date" value={to} onChange={(event) => setTo(event.target.value)} />
          </Field>
        </div>
        <Checkbox
          checked={deliver}
          onCheckedChange={setDeliver}
          label="Send the notices for real"
          help="To try out webhooks and messages. They are marked as a replay. Left off, nothing leaves Tocsin."
        />
        {start.error && <ErrorState title="The replay did not start" problems={problemsOf(start.error)} />}
        {start.data && !result && (
          <JobProgress
            job={start.data.job}
            label="Replaying"
            unit="run"
            onRetry={play}
            onDone={(job) => job.result?.kind === 'replay' && setResult(job.result)}
          />
        )}
        {result && start.data && <Result job={start.data.job} result={result} />}
      </div>
    </Dialog>
  );
}

/** What the replay rang; its alerts are kept apart from the live ones. */
function Result({ job, result }: { job: string; result: ReplayResult }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.alerts.list.queryOptions({ replay: job }));
  return (
    <div className="flex flex-col gap-2">
      <p role="status" className="font-medium text-sm">
        {countOf(result.slots, 'run')} played: it would have rung {countOf(result.alerts, 'time')}.
      </p>
      {result.alerts > 0 && (
        <Answer query={query} loading="Loading what rang" failed="What rang could not be loaded" lines={2}>
          {({ items }) => (
            <div className="flex flex-col gap-2">
              <AlertTable caption="Alerts of the replay" alerts={items} />
              {result.alerts > items.length && (
                <p className="text-ink-muted text-sm">The latest {items.length} are shown.</p>
              )}
            </div>
          )}
        </Answer>
      )}
    </div>
  );
}
