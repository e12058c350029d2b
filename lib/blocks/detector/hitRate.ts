import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { kParam, rankingRun, rankingShape } from '@/lib/blocks/rankings';
import { hitAtK } from '@/lib/stats/ranking';

/** Share of queries with a relevant result among the first k. */
export const hitRate = defineDetector({
  type: 'hit_rate',
  title: 'Hit rate at k',
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary: 'The share of queries with a relevant result among the first k.',
  when: 'Reach for it for recommendations, where one good item among those shown is enough. Queries without any relevant result are left out.',
  synonyms: ['ranking', 'recommendation', 'hit ratio', 'success at k', 'retrieval', 'hits'],
  sources: ['Deshpande and Karypis 2004, Item-based top-N recommendation algorithms'],
  params: z.strictObject({ ...rankingShape, k: kParam }),
  example: { query: 'workclass', rank: 'score', first: 'highest', relevance: 'income_gt_50k', k: 10 },
  run: (params) =>
    rankingRun(params, { name: `the hit rate at ${params.k}`, of: (items) => hitAtK(items, params.k) }),
});
