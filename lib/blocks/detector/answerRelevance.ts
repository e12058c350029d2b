import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { textMeanRun } from '@/lib/blocks/textMean';
import { comparedAnswer, similarityMeasure } from '@/lib/blocks/textShare';

/** The mean similarity of an answer to its question, by the words they share or by their embeddings. */
export const answerRelevance = defineDetector({
  type: 'answer_relevance',
  title: 'Answer relevance',
  category: 'generative ai',
  unit: 'share',
  worse: 'lower',
  summary: 'The mean similarity of an answer to its question, by the words they share.',
  when: 'Reach for it to see answers drift away from the questions. Watch its change, not its height: a good answer often uses other words.',
  synonyms: ['similarity', 'question similarity', 'off topic', 'cosine', 'bag of words', 'relevancy'],
  sources: ['Salton, Wong and Yang 1975, A vector space model for automatic indexing'],
  limits: [
    'Cosine of word counts without function words: paraphrases count as different, unless an embedding endpoint compares them.',
  ],
  params: z.strictObject({
    response: comparedAnswer('prompt_similarity', 'prompt_similarity_embedded'),
    measure: similarityMeasure,
  }),
  example: { response: 'response' },
  run: ({ response = 'response', measure }) => {
    const before = `${response} and its question are alike by`;
    return measure === 'embedding'
      ? textMeanRun({
          column: response,
          descriptor: 'prompt_similarity_embedded',
          before,
          after: 'on average by their embeddings',
        })
      : textMeanRun({
          column: response,
          descriptor: 'prompt_similarity',
          before,
          after: 'on average',
          share: true,
        });
  },
});
