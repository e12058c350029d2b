import * as z from 'zod';
import { defineAction } from '@/lib/blocks/block';
import { connectionParam, linesOf, messageOf } from '@/lib/blocks/message';

/** Slack refuses a section with more. */
const SECTION_MAX = 3000;

/**
 * Posts a message to Slack through an incoming webhook, which has its channel from Slack. All text is escaped, so
 * neither a monitor's name nor a value from the data can mention anybody or hide a link.
 */
export const slack = defineAction({
  type: 'slack',
  title: 'Slack message',
  summary: 'Posts the alert to a Slack channel.',
  when: 'Reach for it when a team should see an alert while they work. The channel is chosen in Slack, with the connection.',
  synonyms: ['chat', 'channel', 'message', 'notify', 'team'],
  params: z.strictObject({ connection: connectionParam('slack') }),
  example: { connection: 'ml_team' },
  run: ({ connection }) => ({
    connection: { name: connection, kind: 'slack' },
    sentence: `to Slack through ${connection}`,
    render: (notice) => {
      const message = messageOf(notice);
      const body = [`*${escapeSlack(message.subject)}*`, ...linesOf(message).map(escapeSlack)];
      return {
        transport: 'slack',
        connection,
        body: {
          text: escapeSlack(message.subject),
          blocks: [{ type: 'section', text: { type: 'mrkdwn', verbatim: true, text: joined(body) } }],
          unfurl_links: false,
          unfurl_media: false,
        },
      };
    },
  }),
});

/** Makes text inert: without `<` there are no mentions, no links and no special commands. */
export function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** As many whole lines as Slack takes. */
function joined(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    if (text.length + line.length + 1 > SECTION_MAX) return text;
    text = text === '' ? line : `${text}\n${line}`;
  }
  return text;
}
