'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Foreign } from '@/components/Foreign';
import { countOf } from '@/components/figures';
import { useTRPC } from '@/components/trpc';
import { Banner } from '@/components/ui/Banner';
import { LinkButton } from '@/components/ui/LinkButton';

/** Notices that reached nobody: an alert that nobody hears is worse than none. */
export function Undelivered({ count }: { count: number }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.deliveries.list.queryOptions({ state: 'undelivered' }));
  const latest = data?.items.slice(0, 3) ?? [];
  return (
    <Banner
      tone="critical"
      title={`${countOf(count, 'notice')} could not be delivered`}
      action={
        <LinkButton size="sm" href="/connections">
          Check the connections
        </LinkButton>
      }
    >
      <ul>
        {latest.map(({ id, alert, monitor, endpoint, lastError }) => (
          <li key={id}>
            <Link href={`/alerts/${alert}`} className="underline">
              <Foreign text={monitor.name} max={60} />
            </Link>{' '}
            to <Foreign text={endpoint} max={40} />
            {lastError && (
              <>
                : <Foreign text={lastError} max={120} />
              </>
            )}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
