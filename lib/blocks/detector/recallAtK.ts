import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { kParam, rankingRun, rankingShape } from '@/lib/blocks/rankings';
import { recallAtK as of } from '@/lib/stats/ranking';

/** Mean over queries of the share of relevant results that are among the first k. */
export const recallAtK = defineDetector({
  type: 'recall_at_k',
  title: 'Recall at k',
  category: 'model performance',
  unit: 'score',
  worse: 'lower',
  summary: 'The share of the relevant results that stand among the first k.',
  when: 'Reach for it where everything relevant must be found, and for the documents that an answer is written from. Queries without any relevant result are left out.',
  synonyms: ['ranking', 'search', 'retrieval', 'rag', 'candidates', 'completeness'],
  sources: ['Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, chapter 8'],
  params: z.strictObject({ ...rankingShape, k: kParam }),
  example: { query: 'workclass', rank: 'score', first: 'highest', relevance: 'income_gt_50k', k: 10 },
  run: (params) => rankingRun(params, { name: `recall at ${params.k}`, of: (items) => of(items, params.k) }),
});
