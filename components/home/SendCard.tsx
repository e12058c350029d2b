'use client';

import { useQuery } from '@tanstack/react-query';
import { Radio } from 'lucide-react';
import { useEffect, useState } from 'react';
import { countOf } from '@/components/figures';
import { DrawMonitor } from '@/components/monitors/DrawMonitor';
import { HowToSend } from '@/components/streams/HowToSend';
import { isStreamName } from '@/components/streams/sendExample';
import { useTRPC } from '@/components/trpc';
import { announce } from '@/components/ui/announce';
import { Banner } from '@/components/ui/Banner';
import { Button } from '@/components/ui/Button';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { LinkButton } from '@/components/ui/LinkButton';
import { Spinner } from '@/components/ui/Spinner';
import { StepCard } from './StepCard';

/** Events from a running system: the command, and a word as soon as the first one is here. */
export function SendCard() {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('predictions');
  const right = isStreamName(name);
  return (
    <StepCard
      icon={Radio}
      title="Send events"
      description="From your own system, as they happen: one HTTP request with JSON."
    >
      {!open && (
        <Button className="self-start" onClick={() => setOpen(true)}>
          Show how
        </Button>
      )}
      {open && (
        <>
          <Field
            label="Name of the stream"
            error={right ? undefined : 'Use a letter first, then letters, digits, - or _, 64 at most.'}
          >
            <Input
              value={name}
              onChange={(event) => setName(event.target.value)}
              spellCheck={false}
              autoComplete="off"
            />
          </Field>
          {right && (
            <>
              <HowToSend stream={name} />
              <Arrival key={name} stream={name} />
            </>
          )}
        </>
      )}
    </StepCard>
  );
}

/** Waits for rows that were not there when the waiting began. */
function Arrival({ stream }: { stream: string }) {
  const trpc = useTRPC();
  const { data, isError } = useQuery(trpc.streams.list.queryOptions(undefined, { refetchInterval: 2_000 }));
  const rows = data ? (data.find(({ name }) => name === stream)?.rows ?? 0) : null;
  const [before, setBefore] = useState<number | null>(null);
  if (before === null && rows !== null) setBefore(rows);
  const arrived = before !== null && rows !== null ? rows - before : 0;
  const first = arrived > 0;
  useEffect(() => {
    if (first) announce(`The first event has arrived in ${stream}`);
  }, [first, stream]);
  if (!first) {
    return (
      <p className="flex items-center gap-2 text-ink-muted text-sm">
        <Spinner />
        {isError ? 'The engine does not answer; asking again' : `Waiting for the first event in ${stream}`}
      </p>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <Banner tone="ok" title={`${countOf(arrived, 'event')} arrived`}>
        The stream {stream} has {countOf(rows ?? 0, 'row')} now.
      </Banner>
      <div className="flex flex-wrap gap-2">
        <DrawMonitor stream={stream}>Draw a monitor on it</DrawMonitor>
        <LinkButton href={`/streams/${stream}`}>Look at the data</LinkButton>
      </div>
    </div>
  );
}
