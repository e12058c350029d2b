import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { textMeanRun } from '@/lib/blocks/textMean';
import { textColumn } from '@/lib/blocks/textShare';

/** Mean length of answers. */
export const answerLength = defineDetector({
  type: 'answer_length',
  title: 'Answer length',
  category: 'generative ai',
  unit: 'column',
  worse: 'either',
  summary: 'The mean length of answers in words, characters or estimated tokens.',
  when: 'Full answers have a usual length: suddenly short or long ones mean that the prompt or the model has changed. For a quantile, use that block on the column itself.',
  synonyms: ['length', 'verbosity', 'word count', 'characters', 'tokens', 'truncated'],
  limits: ['Tokens are estimated from letters and signs: within about a tenth for English prose.'],
  params: z.strictObject({
    response: textColumn('response', 'words', 'characters', 'tokens'),
    count: z.enum(['words', 'characters', 'tokens']).default('words').meta({ title: 'Count' }),
  }),
  example: { response: 'response' },
  run: ({ response = 'response', count }) =>
    textMeanRun({
      column: response,
      descriptor: count,
      before: `${response} has`,
      after: `${count} on average`,
    }),
});
