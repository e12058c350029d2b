import type { RouterOutputs } from '@/server/api/root';

export type Alert = RouterOutputs['alerts']['list']['items'][number];
export type AlertDetail = RouterOutputs['alerts']['get'];
export type TimelineEntry = AlertDetail['timeline'][number];
export type Delivery = AlertDetail['deliveries'][number];

export const eventWords: Readonly<Record<TimelineEntry['event'], string>> = {
  firing: 'Began to ring',
  escalated: 'Got worse',
  resolved: 'Over',
  reminder: 'Still ringing, told again',
  no_data: 'No data any more',
  error: 'The monitor itself failed',
  acknowledged: 'Acknowledged',
  unacknowledged: 'Acknowledgement taken back',
  note: 'Note',
  closed: 'Closed',
  revised: 'Score revised by later labels',
};

export const deliveryWords: Readonly<Record<Delivery['state'], string>> = {
  pending: 'Waiting to be sent',
  sending: 'Being sent',
  delivered: 'Delivered',
  undelivered: 'Not delivered',
  superseded: 'Replaced by a newer one',
};

/** Title and segment: what somebody would call this alert. */
export function alertTitle({ title, labels }: Pick<Alert, 'title' | 'labels'>): string {
  const segment = Object.entries(labels)
    .map(([column, value]) => `${column} ${value}`)
    .join(', ');
  return segment ? `${title} (${segment})` : title;
}

export const severityNow = ({ state, severity, severityPeak }: Alert) =>
  state === 'firing' ? severity : severityPeak;
