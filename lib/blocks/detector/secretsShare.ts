import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { kindShare, textColumn, textShareRun } from '@/lib/blocks/textShare';

const words = {
  api_key: 'keys and tokens of providers',
  jwt: 'JSON Web Tokens',
  private_key: 'private keys',
  password: 'passwords',
} as const;

/** Share of texts with keys, tokens or passwords. */
export const secretsShare = defineDetector({
  type: 'secrets_share',
  title: 'Secrets share',
  category: 'security and privacy',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of texts that contain a key, a token or a password.',
  when: 'Put it on answers: a model that repeats a key from its context or its training gives it to everybody. On prompts it shows who pastes secrets.',
  synonyms: [
    'api key',
    'token',
    'password',
    'credentials',
    'private key',
    'jwt',
    'data leak',
    'secret scanning',
  ],
  sources: ["The providers' documented formats", 'RFC 7519 (JWT)', 'RFC 7468 (PEM)'],
  limits: [
    'Keys of 30 providers by prefix and length, tokens and private keys by form, passwords where they are named as such.',
    'A bare random text without a prefix or a name is not taken for a key.',
  ],
  params: z.strictObject({ text: textColumn('response', 'secrets') }),
  example: { text: 'response' },
  run: ({ text = 'response' }) =>
    textShareRun({
      column: text,
      descriptor: 'secrets',
      ...kindShare(null),
      words: 'contains a secret',
      kindWords: words,
    }),
});
