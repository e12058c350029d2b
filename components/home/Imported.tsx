'use client';

import { useQuery } from '@tanstack/react-query';
import { Answer } from '@/components/Answer';
import { countOf } from '@/components/figures';
import type { Job, JobResult } from '@/components/jobs/JobProgress';
import { DrawMonitor } from '@/components/monitors/DrawMonitor';
import { ProblemList } from '@/components/ProblemList';
import { ColumnTable } from '@/components/streams/ColumnTable';
import { useTRPC } from '@/components/trpc';
import { Banner } from '@/components/ui/Banner';
import { Button } from '@/components/ui/Button';
import { LinkButton } from '@/components/ui/LinkButton';

type ImportedProps = {
  result: Extract<JobResult, { kind: 'import' }>;
  problems: Job['problems'];
  onAgain: () => void;
};

/** What came of an import; what was guessed of its columns, to be corrected; and the way on. */
export function Imported({ result, problems, onAgain }: ImportedProps) {
  const { stream, stored, duplicates, rejected } = result;
  const trpc = useTRPC();
  const query = useQuery(trpc.streams.get.queryOptions({ name: stream }));
  const stats = useQuery(trpc.streams.stats.queryOptions({ name: stream }));
  const aside = [
    duplicates > 0 && `${countOf(duplicates, 'row')} had an id that was there already and changed nothing.`,
    rejected > 0 && `${countOf(rejected, 'row')} could not be read.`,
  ].filter(Boolean);
  return (
    <div className="flex flex-col gap-4">
      <Banner tone={rejected > 0 ? 'warning' : 'ok'} title={`${countOf(stored, 'row')} are in ${stream}`}>
        {aside.join(' ')}
      </Banner>
      <ProblemList problems={problems.slice(0, 5)} />
      <p className="text-ink-muted text-sm">
        This is what each column was taken for. Correct a role where it is wrong; monitors go by it.
      </p>
      <Answer query={query} loading="Loading the columns" failed="The columns could not be loaded">
        {({ columns }) => (
          <div className="max-h-96 overflow-auto rounded-lg border border-line">
            <ColumnTable stream={stream} columns={columns} stats={stats.data ?? null} />
          </div>
        )}
      </Answer>
      <div className="flex flex-wrap gap-2">
        <DrawMonitor stream={stream}>Draw a monitor on it</DrawMonitor>
        <LinkButton href="/gallery">Take one from the gallery</LinkButton>
        <Button variant="quiet" onClick={onAgain}>
          Upload another file
        </Button>
      </div>
    </div>
  );
}
