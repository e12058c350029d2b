import * as z from 'zod';
import { defineAction, type Notice, severities } from '@/lib/blocks/block';
import { connectionParam } from '@/lib/blocks/message';

/**
 * The body that a webhook receives, version 1. Fields may be added to a version; none is removed or changes its
 * meaning. Times are ISO 8601 in UTC; `data.value` has the unit of the detector. `data.id` is the same in every
 * retry of one notice, `data.alert.id` in all notices of one alert.
 */
export const webhookBody = z.object({
  type: z.enum([
    'alert.firing',
    'alert.escalated',
    'alert.resolved',
    'alert.reminder',
    'alert.no_data',
    'alert.error',
  ]),
  timestamp: z.iso.datetime(),
  data: z.object({
    version: z.literal(1),
    id: z.string(),
    severity: z.enum(severities),
    reason: z.string(),
    value: z.number().nullable(),
    monitor: z.object({ id: z.string(), name: z.string(), version: z.int() }),
    alert: z.object({
      id: z.string(),
      node: z.string(),
      title: z.string(),
      labels: z.record(z.string(), z.string()),
      startedAt: z.iso.datetime(),
    }),
    window: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }),
    why: z.object({
      requirement: z.string().optional(),
      owner: z.string().optional(),
      objective: z.string().optional(),
      link: z.string().optional(),
    }),
    url: z.string().nullable(),
    replay: z.boolean(),
  }),
});

/** Posts a documented JSON object to a webhook connection. */
export const webhook = defineAction({
  type: 'webhook',
  title: 'Webhook',
  summary: 'Posts the alert as JSON to a URL of yours.',
  when: 'Reach for it to page someone, open a ticket, start a retraining or roll back, through any system that takes a web request.',
  synonyms: ['http', 'post', 'api', 'pager', 'ticket', 'automation', 'json'],
  sources: ['Standard Webhooks'],
  params: z.strictObject({ connection: connectionParam('webhook') }),
  example: { connection: 'pager' },
  run: ({ connection }) => ({
    connection: { name: connection, kind: 'webhook' },
    sentence: `to the webhook ${connection}`,
    render: (notice) => ({ transport: 'webhook', connection, body: bodyOf(notice) }),
  }),
});

const iso = (at: number) => new Date(at).toISOString();

function bodyOf(notice: Notice): z.infer<typeof webhookBody> {
  const { alert, window } = notice;
  return {
    type: `alert.${notice.event}`,
    timestamp: iso(notice.at),
    data: {
      version: 1,
      id: notice.id,
      severity: notice.severity,
      reason: notice.reason,
      value: notice.value,
      monitor: { ...notice.monitor },
      alert: {
        id: alert.id,
        node: alert.node,
        title: alert.title,
        labels: { ...alert.labels },
        startedAt: iso(notice.startedAt),
      },
      window: { from: iso(window.from), to: iso(window.to) },
      why: { ...notice.why },
      url: notice.url,
      replay: notice.replay,
    },
  };
}
