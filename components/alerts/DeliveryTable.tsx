import { Foreign } from '@/components/Foreign';
import { countOf } from '@/components/figures';
import { EmptyState } from '@/components/ui/EmptyState';
import { LinkButton } from '@/components/ui/LinkButton';
import { RelativeTime } from '@/components/ui/RelativeTime';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { type Column, Table } from '@/components/ui/Table';
import { type Delivery, deliveryWords, eventWords } from './alertWords';

const looks = {
  pending: 'no_data',
  sending: 'no_data',
  delivered: 'ok',
  undelivered: 'critical',
  superseded: 'no_data',
} as const;

const columns: Column<Delivery>[] = [
  {
    id: 'endpoint',
    header: 'To',
    cell: ({ endpoint, transport }) => (
      <span>
        <Foreign text={endpoint} max={60} />
        {endpoint !== transport && <span className="text-ink-faint"> · {transport}</span>}
      </span>
    ),
  },
  { id: 'event', header: 'About', cell: ({ event }) => eventWords[event] },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => <SeverityBadge severity={looks[state]} text={deliveryWords[state]} />,
  },
  { id: 'tries', header: 'Tries', cell: (delivery) => <Tries delivery={delivery} /> },
];

function Tries({ delivery: { attempts, nextAttemptAt, deliveredAt, lastError } }: { delivery: Delivery }) {
  return (
    <span className="flex flex-col">
      <span>
        {countOf(attempts, 'attempt')}
        {deliveredAt !== null && (
          <>
            , <RelativeTime at={deliveredAt} />
          </>
        )}
        {nextAttemptAt !== null && deliveredAt === null && (
          <>
            , next <RelativeTime at={nextAttemptAt} />
          </>
        )}
      </span>
      {lastError && <Foreign text={lastError} max={300} className="text-critical-ink text-xs" />}
    </span>
  );
}

/** Who was told, and whether it got there. */
export function DeliveryTable({ deliveries }: { deliveries: readonly Delivery[] }) {
  return (
    <Table
      caption="Deliveries of this alert"
      columns={columns}
      rows={deliveries}
      rowKey={({ id }) => id}
      empty={
        <EmptyState
          className="mx-4 mb-4"
          title="Nobody was told"
          action={<LinkButton href="/connections">See the connections</LinkButton>}
        >
          This monitor has no action, or the alert lies in a past that was computed when it was published. Add
          an action in the builder so that somebody is told.
        </EmptyState>
      }
    />
  );
}
