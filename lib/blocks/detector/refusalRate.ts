import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { textColumn, textShareRun } from '@/lib/blocks/textShare';

/** Share of answers that refuse. */
export const refusalRate = defineDetector({
  type: 'refusal_rate',
  title: 'Refusal rate',
  category: 'generative ai',
  unit: 'share',
  worse: 'either',
  summary: 'The share of answers in which the model says that it cannot or will not answer.',
  when: 'Put it on every assistant: a new version of a hosted model can refuse more from one day to the next, and one that suddenly refuses nothing has lost its limits.',
  synonyms: ['refusals', 'declined', 'over-refusal', 'cannot help', 'abstention'],
  sources: ['Zou et al. 2023 (AdvBench)', 'Röttger et al. 2024, XSTest'],
  limits: [
    'Ten languages; an answer counts when it refuses within its first 400 characters.',
    'A refusal in unusual words, or by an empty or evasive answer, is not seen.',
  ],
  params: z.strictObject({ response: textColumn('response', 'refusal') }),
  example: { response: 'response' },
  run: ({ response = 'response' }) =>
    textShareRun({
      column: response,
      descriptor: 'refusal',
      bin: { kind: 'identity' },
      hit: (key) => (key === null ? null : key === 'true'),
      words: 'is a refusal',
    }),
});
