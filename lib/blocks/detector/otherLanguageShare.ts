import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { textColumn, textShareRun } from '@/lib/blocks/textShare';

/** Share of answers that are not in the language they should be in. */
export const otherLanguageShare = defineDetector({
  type: 'other_language_share',
  title: 'Other language share',
  category: 'generative ai',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of answers in another language than the one they should be in.',
  when: 'Reach for it where all answers should be in one language. Where they should follow the question, use the language mismatch share.',
  synonyms: ['language', 'wrong language', 'language drift', 'locale'],
  sources: ['Grefenstette 1995, Comparing two language identification schemes'],
  limits: ['37 languages, from about four words on; texts that are too short to tell are left out.'],
  params: z.strictObject({
    response: textColumn('response', 'language'),
    language: z
      .string()
      .regex(/^[a-z]{2}$/)
      .default('en')
      .meta({ title: 'Language', description: 'Two letters, as in ISO 639-1: en, de, fr, es.' }),
  }),
  example: { response: 'response', language: 'en' },
  run: ({ response = 'response', language }) =>
    textShareRun({
      column: response,
      descriptor: 'language',
      bin: { kind: 'identity' },
      hit: (key) => (key === null ? null : key !== language),
      words: `is not in ${language}`,
      kinds: (key) => [String(key)],
    }),
});
