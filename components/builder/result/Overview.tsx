'use client';

import { PREVIEW_DAYS } from '@/components/builder/canvas/flow';
import { useBuilderState } from '@/components/builder/context';
import type { Preview } from '@/lib/evaluate/preview';
import { AlertTable } from './AlertTable';

/** What the whole monitor would have done. */
export function Overview({ preview }: { preview: Preview }) {
  const isAlerting = useBuilderState((state) => state.derived.order.length > 0);
  const alerts = Object.values(preview.nodes)
    .flatMap((node) => (node.kind === 'threshold' || node.kind === 'logic' ? node.alerts : []))
    .sort((a, b) => b.firedAt - a.firedAt);
  const perWeek = (alerts.length / PREVIEW_DAYS) * 7;
  if (!isAlerting) return null;
  return (
    <>
      <p className="text-sm">
        In the last {PREVIEW_DAYS} days this monitor would have rung <strong>{alerts.length}</strong>{' '}
        {alerts.length === 1 ? 'time' : 'times'}
        {alerts.length > 0 && `, about ${perWeek >= 1 ? Math.round(perWeek) : perWeek.toFixed(1)} a week`}.
        Select a node to see its part.
      </p>
      {alerts.length > 0 && <AlertTable alerts={alerts} />}
    </>
  );
}
