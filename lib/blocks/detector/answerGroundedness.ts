import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { textMeanRun } from '@/lib/blocks/textMean';
import { comparedAnswer, similarityMeasure } from '@/lib/blocks/textShare';

/** The mean share of an answer’s words that its context has too, or the cosine of their embeddings. */
export const answerGroundedness = defineDetector({
  type: 'answer_groundedness',
  title: 'Groundedness',
  category: 'generative ai',
  unit: 'share',
  worse: 'lower',
  summary: 'The mean share of an answer’s words that its context has too.',
  when: 'Put it on answers from retrieved documents: a fall means that the model speaks of what it was not given. The stream needs a column with the role context.',
  synonyms: [
    'faithfulness',
    'hallucination',
    'rag',
    'context similarity',
    'answer context similarity',
    'grounding',
  ],
  sources: ['Broder 1997 (containment)', 'Lin 2004, ROUGE'],
  limits: [
    'Words are compared as they are written: it says whether the answer speaks of what the context speaks of, not whether it is true. With an embedding endpoint paraphrases count as alike, and the figure is a cosine instead of a share.',
  ],
  params: z.strictObject({
    response: comparedAnswer('groundedness', 'context_similarity_embedded'),
    measure: similarityMeasure,
  }),
  example: { response: 'response' },
  run: ({ response = 'response', measure }) =>
    measure === 'embedding'
      ? textMeanRun({
          column: response,
          descriptor: 'context_similarity_embedded',
          before: `${response} and its context are alike by`,
          after: 'on average by their embeddings',
        })
      : textMeanRun({
          column: response,
          descriptor: 'groundedness',
          before: 'the context backs',
          after: `of the words of ${response} on average`,
          share: true,
        }),
});
