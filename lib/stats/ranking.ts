import { type NotComputable, notComputable } from './notComputable';

/** A result of a query: where it stood (the highest score first) and how relevant it was, at least 0. */
export type RankedItem = { score: number; relevance: number };

/**
 * Normalised discounted cumulative gain of the first k results.
 *
 * What for: how near a ranking comes to the best order of its results; a relevant one further down counts less.
 *
 * @param items results of one query; those with the same score share their places' discounts equally
 * @param k how many count, at least 1
 * @returns in [0, 1]; not computable where no result is relevant, for there is no best order then (scikit-learn says 0)
 * @matches sklearn.metrics.ndcg_score: gain = relevance, discount = 1 / log2(place + 1), ties averaged
 * @source Järvelin and Kekäläinen 2002, Cumulated gain-based evaluation of IR techniques
 * @example ndcgAtK([{ score: 3, relevance: 0 }, { score: 2, relevance: 1 }], 10) // Math.log(2) / Math.log(3)
 */
export function ndcgAtK(items: readonly RankedItem[], k: number): number | NotComputable {
  const best = dcg(
    items.map(({ relevance }) => ({ score: relevance, relevance })),
    k,
  );
  if (!(best > 0)) return notComputable('no result is relevant');
  if (!Number.isFinite(best)) return notComputable('the relevances are too large to add up');
  return dcg(items, k) / best;
}

/**
 * Reciprocal of the place of the first relevant result; the mean over queries is the MRR.
 *
 * What for: searches in which the first good answer ends the search.
 *
 * @param items results of one query; among those with the same score the relevant ones come last
 * @returns in (0, 1]; not computable where no result is relevant
 * @matches torchmetrics.retrieval.RetrievalMRR without ties
 * @source Voorhees 1999, The TREC-8 question answering track report
 * @example reciprocalRank([{ score: 3, relevance: 0 }, { score: 2, relevance: 1 }]) // 0.5
 */
export function reciprocalRank(items: readonly RankedItem[]): number | NotComputable {
  const place = ordered(items).findIndex(({ relevance }) => relevance > 0);
  return place < 0 ? notComputable('no result is relevant') : 1 / (place + 1);
}

/**
 * Whether a relevant result is among the first k; the mean over queries is the hit rate.
 *
 * What for: recommendations, where one good item in what is shown is enough.
 *
 * @param items results of one query; among those with the same score the relevant ones come last
 * @param k how many count, at least 1
 * @returns 1 or 0; not computable where no result is relevant
 * @matches torchmetrics.retrieval.RetrievalHitRate without ties
 * @source Deshpande and Karypis 2004, Item-based top-N recommendation algorithms
 * @example hitAtK([{ score: 3, relevance: 0 }, { score: 2, relevance: 1 }], 1) // 0
 */
export function hitAtK(items: readonly RankedItem[], k: number): number | NotComputable {
  const found = recallAtK(items, k);
  return typeof found === 'number' ? Number(found > 0) : found;
}

/**
 * Share of the relevant results that are among the first k.
 *
 * What for: searches that must find everything, and candidates for a later ranking.
 *
 * @param items results of one query; among those with the same score the relevant ones come last
 * @param k how many count, at least 1
 * @returns in [0, 1]; not computable where no result is relevant
 * @matches torchmetrics.retrieval.RetrievalRecall without ties
 * @source Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, chapter 8
 * @example recallAtK([{ score: 3, relevance: 1 }, { score: 2, relevance: 1 }], 1) // 0.5
 */
export function recallAtK(items: readonly RankedItem[], k: number): number | NotComputable {
  const relevant = (some: readonly RankedItem[]) => some.filter(({ relevance }) => relevance > 0).length;
  const all = relevant(items);
  return all === 0 ? notComputable('no result is relevant') : relevant(ordered(items).slice(0, k)) / all;
}

/** The highest score first; a tie is not to a ranking's credit. */
function ordered(items: readonly RankedItem[]): RankedItem[] {
  return [...items].sort((a, b) => b.score - a.score || a.relevance - b.relevance);
}

function dcg(items: readonly RankedItem[], k: number): number {
  const sorted = [...items].sort((a, b) => b.score - a.score);
  let [sum, place] = [0, 0];
  while (place < Math.min(k, sorted.length)) {
    const score = sorted[place]?.score ?? 0;
    const tied = sorted.filter((item) => item.score === score);
    const gain = tied.reduce((total, { relevance }) => total + relevance, 0) / tied.length;
    for (let i = 0; i < tied.length && place < k; i++, place++) sum += gain / Math.log2(place + 2);
  }
  return sum;
}
