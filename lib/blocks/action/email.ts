import * as z from 'zod';
import { defineAction } from '@/lib/blocks/block';
import { connectionParam, linesOf, messageOf } from '@/lib/blocks/message';

/** Sends plain text by e-mail. Subject and addresses cannot hold a line break, so no header can be smuggled in. */
export const email = defineAction({
  type: 'email',
  title: 'E-mail',
  summary: 'Sends the alert by e-mail.',
  when: 'Reach for it for people who need to know but not at once, or as a second way beside chat.',
  synonyms: ['mail', 'smtp', 'notify', 'inbox'],
  params: z.strictObject({
    connection: connectionParam('email'),
    to: z
      .array(
        z
          .email()
          .max(254)
          .regex(/^[^\r\n]*$/),
      )
      .min(1)
      .max(20)
      .meta({ title: 'To', description: 'Addresses that get the message.' }),
  }),
  example: { connection: 'mail', to: ['risk-team@example.com'] },
  run: ({ connection, to }) => ({
    connection: { name: connection, kind: 'email' },
    sentence: `by e-mail to ${to.join(', ')}`,
    render: (notice) => {
      const message = messageOf(notice);
      return {
        transport: 'email',
        connection,
        to,
        subject: message.subject,
        text: `${linesOf(message).join('\n')}\n`,
      };
    },
  }),
});
