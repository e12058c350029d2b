import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { textMeanRun } from '@/lib/blocks/textMean';
import { textColumn } from '@/lib/blocks/textShare';

/** The mean share of word sequences that an answer has said before. */
export const answerRepetition = defineDetector({
  type: 'answer_repetition',
  title: 'Repetition',
  category: 'generative ai',
  unit: 'share',
  worse: 'higher',
  summary: 'The mean share of word sequences that an answer has said before.',
  when: 'Put it on long answers: a model that falls into a loop says the same again and again, and this goes to 1.',
  synonyms: ['loop', 'repetition', 'degeneration', 'repeated n-grams', 'stuck'],
  sources: ['Welleck et al. 2020, Neural text generation with unlikelihood training'],
  limits: ['Three words in a row count as a sequence; lists and tables repeat some by nature.'],
  params: z.strictObject({ response: textColumn('response', 'repetition') }),
  example: { response: 'response' },
  run: ({ response = 'response' }) =>
    textMeanRun({
      column: response,
      descriptor: 'repetition',
      before: `${response} repeats`,
      after: 'of its word sequences on average',
      share: true,
    }),
});
