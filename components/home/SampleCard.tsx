'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowRight, FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { countOf } from '@/components/figures';
import { JobProgress, type JobResult } from '@/components/jobs/JobProgress';
import { useNewMonitor } from '@/components/monitors/useNewMonitor';
import { problemsOf } from '@/components/problemsOf';
import { useTRPC } from '@/components/trpc';
import { Banner } from '@/components/ui/Banner';
import { Button } from '@/components/ui/Button';
import { ErrorState } from '@/components/ui/ErrorState';
import { LinkButton } from '@/components/ui/LinkButton';
import { StepCard } from './StepCard';
import { sampleMonitor } from './sampleMonitor';

type SampleResult = Extract<JobResult, { kind: 'sample' }>;

/** Sixty days of made-up credit decisions with seven incidents in them, then a monitor that finds some. */
export function SampleCard() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [result, setResult] = useState<SampleResult | null>(null);
  const load = useMutation(trpc.samples.load.mutationOptions());
  const start = () => {
    setResult(null);
    load.mutate({});
  };
  return (
    <StepCard
      icon={FlaskConical}
      title="Start with sample data"
      description="Sixty days of credit decisions with seven incidents hidden in them. The quickest way to see an alert."
    >
      {load.error && (
        <ErrorState title="The sample was not loaded" problems={problemsOf(load.error)} onRetry={start} />
      )}
      {!load.data && !load.error && (
        <Button variant="primary" className="self-start" busy={load.isPending && 'Starting'} onClick={start}>
          Load the sample
        </Button>
      )}
      {load.data && !result && (
        <JobProgress
          job={load.data.job}
          label="Loading sample data"
          unit="hour"
          onRetry={start}
          onDone={(job) => {
            void client.invalidateQueries(trpc.streams.pathFilter());
            void client.invalidateQueries(trpc.catalogue.pathFilter());
            if (job.result?.kind === 'sample') setResult(job.result);
          }}
        />
      )}
      {result && <SampleLoaded result={result} />}
    </StepCard>
  );
}

function SampleLoaded({ result }: { result: SampleResult }) {
  const trpc = useTRPC();
  const stream = useQuery(trpc.streams.get.queryOptions({ name: result.stream }));
  const create = useNewMonitor();
  const from = stream.data?.from ?? null;
  return (
    <div className="flex flex-col gap-3">
      <Banner tone="ok" title="The sample is loaded">
        {result.stored > 0
          ? `${countOf(result.stored, 'request')} are in the stream ${result.stream}.`
          : `It was there already, in the stream ${result.stream}.`}
      </Banner>
      {stream.error && (
        <ErrorState
          title="The sample cannot be read"
          problems={problemsOf(stream.error)}
          onRetry={() => void stream.refetch()}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          busy={(create.isPending && 'Opening the builder') || (stream.isPending && 'Reading the sample')}
          onClick={() => from !== null && create.mutate(sampleMonitor(from))}
        >
          Open a ready drawn monitor
          <ArrowRight size={15} aria-hidden="true" />
        </Button>
        <LinkButton href={`/streams/${result.stream}`}>Look at the data</LinkButton>
      </div>
      <p className="text-ink-muted text-xs">
        In the builder, press Publish: its first alerts appear within a minute.
      </p>
    </div>
  );
}
