import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { rankingRun, rankingShape } from '@/lib/blocks/rankings';
import { reciprocalRank } from '@/lib/stats/ranking';

/** Mean over queries of one through the place of the first relevant result. */
export const meanReciprocalRank = defineDetector({
  type: 'mean_reciprocal_rank',
  title: 'Mean reciprocal rank',
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary: 'How far up the first relevant result stands: 1 for the first place, 0.5 for the second.',
  when: 'Reach for it where the first good answer ends the search, such as questions and autocompletion. Queries without any relevant result are left out.',
  synonyms: ['mrr', 'ranking', 'search', 'first relevant', 'retrieval', 'question answering'],
  sources: ['Voorhees 1999, The TREC-8 question answering track report'],
  params: z.strictObject({ ...rankingShape }),
  example: { query: 'workclass', rank: 'score', first: 'highest', relevance: 'income_gt_50k' },
  run: (params) => rankingRun(params, { name: 'the mean reciprocal rank', of: reciprocalRank }),
});
