import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { textMeanRun } from '@/lib/blocks/textMean';
import { textColumn } from '@/lib/blocks/textShare';

/** The mean Flesch reading ease of English answers: 60 to 70 is plain English, below 30 is hard. */
export const answerReadability = defineDetector({
  type: 'answer_readability',
  title: 'Readability',
  category: 'generative ai',
  unit: 'score',
  worse: 'either',
  summary: 'The mean Flesch reading ease of English answers: 60 to 70 is plain English, below 30 is hard.',
  when: 'Reach for it where answers should stay plain: a new prompt or model that begins to lecture shows as a fall.',
  synonyms: ['flesch', 'reading ease', 'plain language', 'complexity', 'grade level'],
  sources: ['Flesch 1948, A new readability yardstick'],
  limits: ['English alone; syllables are counted by rule, right for about nine words in ten.'],
  params: z.strictObject({ response: textColumn('response', 'readability') }),
  example: { response: 'response' },
  run: ({ response = 'response' }) =>
    textMeanRun({
      column: response,
      descriptor: 'readability',
      before: `the reading ease of ${response} is`,
      after: 'on average',
    }),
});
