'use client';

import { useBuilderState } from '@/components/builder/context';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { fingerprint } from '@/lib/core/ids';
import { formatTime } from '@/lib/core/time';
import type { SimulatedAlert } from '@/lib/evaluate/simulate';
import { titleOf } from '@/lib/spec/title';

/** Alerts that would have rung. */
export function AlertTable({ alerts }: { alerts: readonly SimulatedAlert[] }) {
  const nodes = useBuilderState((state) => state.derived.spec.nodes);
  if (alerts.length === 0) return <p className="text-ink-muted text-sm">No alert would have rung.</p>;
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-xs">
        <caption className="sr-only">Alerts that would have rung</caption>
        <thead>
          <tr className="text-left text-ink-faint">
            {['Severity', 'Node', 'From', 'To', 'Reason'].map((name) => (
              <th key={name} scope="col" className="py-1 pr-4 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {alerts.map((alert) => (
            <tr
              key={`${alert.node} ${fingerprint(alert.labels)} ${alert.firedAt}`}
              className="border-line border-t"
            >
              <td className="py-1 pr-4">
                <SeverityBadge severity={alert.severity} />
              </td>
              <td className="py-1 pr-4">
                {[titleOf(nodes[alert.node], alert.node), fingerprint(alert.labels)]
                  .filter(Boolean)
                  .join(' · ')}
              </td>
              <td className="whitespace-nowrap py-1 pr-4">{formatTime(alert.firedAt)}</td>
              <td className="whitespace-nowrap py-1 pr-4">
                {alert.resolvedAt === null ? 'still firing' : formatTime(alert.resolvedAt)}
              </td>
              <td className="py-1">{alert.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
