'use client';

import { useQuery } from '@tanstack/react-query';
import { Answer } from '@/components/Answer';
import { useTRPC } from '@/components/trpc';
import { Banner } from '@/components/ui/Banner';
import { CodeBlock } from '@/components/ui/CodeBlock';
import type { ColumnInfo } from '@/lib/tally/column';
import { eventsCommand, labelsCommand } from './sendExample';

type HowToSendProps = {
  stream: string;
  /** The stream's own columns, where it exists already. */
  columns?: readonly ColumnInfo[] | undefined;
  /** Also how the truth is sent later. */
  labels?: boolean | undefined;
};

/** The command that sends an event to this very stream, at the address that is listened on. */
export function HowToSend({ stream, columns, labels = false }: HowToSendProps) {
  const trpc = useTRPC();
  const query = useQuery(trpc.system.status.queryOptions());
  return (
    <Answer query={query} loading="Asking for the address" failed="The address could not be asked" lines={2}>
      {({ ingestUrl, engine }) =>
        ingestUrl === null ? (
          <Banner tone="warning" title="The engine does not answer">
            Events are taken in by the engine at {engine.address}. It is restarted by itself; this page shows
            the address as soon as it answers.
          </Banner>
        ) : (
          <div className="flex flex-col gap-3">
            <CodeBlock label="Send events" code={eventsCommand(ingestUrl, stream, columns)} />
            {labels && (
              <>
                <p className="text-ink-muted text-sm">
                  When the truth is known later, send it as a label under the same id. Scores of past windows
                  are computed anew.
                </p>
                <CodeBlock label="Send labels" code={labelsCommand(ingestUrl, stream, columns)} />
              </>
            )}
          </div>
        )
      }
    </Answer>
  );
}
