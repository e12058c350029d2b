import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { kindShare, textColumn, textShareRun } from '@/lib/blocks/textShare';
import { piiKinds } from '@/lib/descriptors/derived';

const words = {
  email: 'e-mail addresses',
  phone: 'telephone numbers',
  card: 'payment cards',
  iban: 'bank accounts (IBAN)',
  ip: 'IP addresses',
  national_id: 'national ids',
} as const;

/** Share of texts with personal data. */
export const piiShare = defineDetector({
  type: 'pii_share',
  title: 'Personal data share',
  category: 'security and privacy',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of texts that contain personal data, such as e-mail addresses or card numbers.',
  when: 'Put it on answers to know that the model gives nobody away, and on prompts to know what people type in that should not be stored.',
  synonyms: [
    'pii',
    'gdpr',
    'privacy',
    'e-mail',
    'phone',
    'credit card',
    'iban',
    'ip address',
    'ssn',
    'data leak',
  ],
  sources: ['ISO/IEC 7812 (cards), ISO 13616 (IBAN), RFC 5322, ITU-T E.164; each country for national ids'],
  limits: [
    'On 750 synthetic sentences with 181 marked numbers and addresses of these kinds: precision and recall above 0.99 for each kind, on sentences that the rules were tuned on.',
    'Names and postal addresses are not looked for.',
  ],
  params: z.strictObject({
    text: textColumn('response', 'pii'),
    kind: z
      .enum(['any', ...piiKinds])
      .default('any')
      .meta({ title: 'Kind', description: 'Count one kind alone, or any.' }),
  }),
  example: { text: 'response' },
  run: ({ text = 'response', kind }) =>
    textShareRun({
      column: text,
      descriptor: 'pii',
      ...kindShare(kind === 'any' ? null : kind),
      words: 'contains personal data',
      kindWords: words,
    }),
});
