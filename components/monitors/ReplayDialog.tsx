'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { momentText } from '@/components/charts/chartWords';
import { Foreign } from '@/components/Foreign';
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
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { type Column, Table } from '@/components/ui/Table';
import { DAY_MS } from '@/lib/core/time';
import { segmentName } from './scoreCharts';

type ReplayResult = Extract<JobResult, { kind: 'replay' }>;
type ReplayAlert = ReplayResult['alerts'][number];
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
        {result && <Result result={result} />}
      </div>
    </Dialog>
  );
}

const columns: Column<ReplayAlert>[] = [
  { id: 'fired', header: 'Rang', cell: ({ firedAt }) => momentText(firedAt) },
  {
    id: 'over',
    header: 'Over',
    cell: ({ resolvedAt }) => (resolvedAt === null ? 'still firing' : momentText(resolvedAt)),
  },
  { id: 'severity', header: 'Severity', cell: ({ severity }) => <SeverityBadge severity={severity} /> },
  {
    id: 'reason',
    header: 'Why',
    className: 'max-w-md',
    cell: ({ node, labels, reason }) => (
      <span className="flex flex-col">
        <Foreign text={reason} max={300} />
        <span className="text-ink-faint text-xs">
          <Foreign text={`${node}, ${segmentName(labels)}`} max={80} />
        </span>
      </span>
    ),
  },
];

function Result({ result }: { result: ReplayResult }) {
  const said = `${countOf(result.slots, 'run')} from ${momentText(result.span.from)} to ${momentText(result.span.to)}: it would have rung ${countOf(result.alerts.length, 'time')}.`;
  return (
    <div className="flex flex-col gap-2">
      <p role="status" className="font-medium text-sm">
        {said}
      </p>
      {result.alerts.length > 0 && (
        <Table
          caption="Alerts of the replay"
          dense
          columns={columns}
          rows={result.alerts}
          rowKey={({ node, labels, firedAt }) => `${node} ${segmentName(labels)} ${firedAt}`}
        />
      )}
    </div>
  );
}
