import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { kParam, rankingRun, rankingShape } from '@/lib/blocks/rankings';
import { ndcgAtK } from '@/lib/stats/ranking';

/** Mean normalised discounted cumulative gain of the first k results, over queries. */
export const ndcg = defineDetector({
  type: 'ndcg',
  title: 'NDCG at k',
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary: 'How near the order of results comes to the best possible one.',
  when: 'Reach for it for search and recommendations where relevance has grades and the top counts most. Queries without any relevant result are left out.',
  synonyms: ['ranking', 'search', 'recommendation', 'discounted cumulative gain', 'relevance', 'retrieval'],
  sources: ['Järvelin and Kekäläinen 2002, Cumulated gain-based evaluation of IR techniques'],
  params: z.strictObject({ ...rankingShape, k: kParam }),
  example: { query: 'workclass', rank: 'score', first: 'highest', relevance: 'income_gt_50k', k: 10 },
  run: (params) => rankingRun(params, { name: `NDCG@${params.k}`, of: (items) => ndcgAtK(items, params.k) }),
});
