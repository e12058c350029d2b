import { hash32 } from '@/lib/core/rng';
import { boostedTrees } from './boostedTrees';
import { isComputable, type NotComputable, notComputable } from './notComputable';
import { rocAuc } from './rocAuc';
import { scorePoints } from './scorePoints';

type Matrix = readonly (readonly number[])[];

/** How well the two sides are told apart, and by which columns. */
export type DomainAuc = {
  auc: number;
  /** Standard error of the AUC where the sides do not differ. */
  standardError: number;
  /** By column, its share of what the classifier went by. */
  importance: number[];
};

const FOLDS = 5;
/** Rankings of different folds are put in one, which widens the error: measured on the same distribution twice. */
const SPREAD = 1.25;
/** Fewer rows on a side leave folds without any. */
const ROWS_MIN = 20;

/**
 * Cross-validated AUC of a classifier that tells current rows from reference rows.
 *
 * What for: multivariate drift of any form: 0.5 where nothing can be told, 1 where every row betrays its side. Each row
 * is judged by trees that have not seen it, nor a row like it.
 *
 * @param reference rows of finite numbers
 * @param current rows of the same columns
 * @returns `auc` in [0, 1]; not computable for fewer than 20 rows on a side
 * @matches the idea of nannyml DomainClassifierCalculator and of sklearn cross_val_predict with roc_auc_score; the
 *   classifier is our own
 * @source Lopez-Paz and Oquab 2017, Revisiting classifier two-sample tests; Mann and Whitney 1947 for the error
 * @example domainAuc(Array.from({ length: 30 }, (_, i) => [i]), Array.from({ length: 30 }, (_, i) => [i + 100])).importance // [1]
 */
export function domainAuc(reference: Matrix, current: Matrix): DomainAuc | NotComputable {
  const [m, n] = [reference.length, current.length];
  if (Math.min(m, n) < ROWS_MIN) return notComputable(`fewer than ${ROWS_MIN} rows on a side`);
  const rows = [...reference, ...current];
  const labels = rows.map((_, i) => (i < m ? 0 : 1));
  // Both sides weigh the same, so that the larger is not the safe guess.
  const weights = labels.map((label) => (m + n) / (2 * (label === 0 ? m : n)));
  const folds = rows.map((row) => hash32(row.join(' ')) % FOLDS);
  const scores = new Float64Array(rows.length);
  const importance = new Array<number>(rows[0]?.length ?? 0).fill(0);
  for (let fold = 0; fold < FOLDS; fold++) {
    const learnt = rows.flatMap((_, i) => (folds[i] === fold ? [] : [i]));
    const pick = <T>(all: readonly T[]) => learnt.flatMap((i) => all.slice(i, i + 1));
    const trees = boostedTrees(pick(rows), pick(labels), pick(weights));
    for (const [i, row] of rows.entries()) if (folds[i] === fold) scores[i] = trees.predict(row);
    trees.importance.forEach((share, j) => {
      importance[j] = (importance[j] ?? 0) + share / FOLDS;
    });
  }
  const points = scorePoints(
    labels.map((label) => label === 1),
    [...scores],
  );
  const found = isComputable(points) ? rocAuc(points) : points;
  if (!isComputable(found)) return found;
  return { auc: found.auc, standardError: SPREAD * Math.sqrt((m + n + 1) / (12 * m * n)), importance };
}
