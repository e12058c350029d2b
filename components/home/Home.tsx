'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DrawMonitor } from '@/components/monitors/DrawMonitor';
import { useTRPC } from '@/components/trpc';
import { LinkButton } from '@/components/ui/LinkButton';
import { Loading } from '@/components/ui/Loading';
import { PageHeader } from '@/components/ui/PageHeader';
import { Skeleton } from '@/components/ui/Skeleton';
import { FirstSteps } from './FirstSteps';
import { Overview } from './Overview';
import { StreamsNow } from './StreamsNow';

/** Where to begin, for who has nothing yet; otherwise how everything is. */
export function Home() {
  const trpc = useTRPC();
  const status = useQuery(trpc.system.status.queryOptions());
  // Decided once: loading the sample must not take the page away from under its progress bar.
  const [fresh, setFresh] = useState<boolean | null>(null);
  const [hadData, setHadData] = useState(false);
  if (fresh === null && (status.data || status.isError)) {
    const counts = status.data?.counts;
    setFresh(counts?.monitors === 0);
    setHadData((counts?.streams ?? 0) > 0);
  }
  if (fresh === null) {
    return (
      <Loading text="Loading">
        <Skeleton className="h-40 w-full" />
      </Loading>
    );
  }
  if (fresh) {
    return (
      <>
        <PageHeader
          title="What do you want to watch?"
          description="Choose a way to begin. From the sample data to a firing monitor it takes a few minutes."
        />
        <div className="flex flex-col gap-8">
          {hadData && <StreamsNow />}
          <FirstSteps />
        </div>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title="Overview"
        actions={
          <>
            <LinkButton href="/gallery">Gallery</LinkButton>
            <DrawMonitor>New monitor</DrawMonitor>
          </>
        }
      />
      <Overview />
    </>
  );
}
