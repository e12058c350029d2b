import * as z from 'zod';
import { defineAction, type Notice } from '@/lib/blocks/block';
import { messageOf } from '@/lib/blocks/message';

/** Writes one line of JSON to the engine's log. */
export const log = defineAction({
  type: 'log',
  title: 'Log line',
  summary: 'Writes the alert to the log of Tocsin’s engine.',
  when: 'Reach for it to try a monitor without telling anybody, or where a log shipper already reads the log.',
  synonyms: ['stdout', 'console', 'debug', 'print', 'dry run'],
  params: z.strictObject({}),
  example: {},
  run: () => ({
    connection: null,
    sentence: 'to the log',
    render: (notice) => ({ transport: 'log', line: lineOf(notice) }),
  }),
});

/** JSON escapes every line break, so a value from the data cannot forge a second line. */
function lineOf(notice: Notice): string {
  const { subject, reason, url } = messageOf(notice);
  const { alert, monitor, event, severity, value, window } = notice;
  return JSON.stringify({
    event: `alert.${event}`,
    severity,
    subject,
    reason,
    value,
    monitor: monitor.id,
    alert: alert.id,
    labels: alert.labels,
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    url,
  });
}
