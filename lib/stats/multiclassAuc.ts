import { isComputable, type NotComputable, notComputable } from './notComputable';
import { rocAuc } from './rocAuc';
import { scorePoints } from './scorePoints';

export type ClassScores = {
  /** The true class of each row, a place in its row of scores. */
  truth: readonly number[];
  /** A row of scores for each row, one for each class. */
  scores: readonly (readonly number[])[];
};

/**
 * Area under the ROC curve of a model with more than two classes.
 *
 * What for: how well each class's score ranks, whatever the cut-offs.
 *
 * @param options `scheme` rest: each class against all others; pairs: each class against each other one alone, which
 *   does not move with the classes' frequencies. `average` macro: alike; weighted: by the class's rows (rest alone)
 * @returns in [0, 1]; not computable where a class has no rows; O(classes n log n), for pairs O(classes^2 n log n)
 * @source Provost and Domingos 2000 (rest); Hand and Till 2001 (pairs)
 * @matches sklearn.metrics.roc_auc_score(multi_class='ovr' or 'ovo')
 * @example multiclassAuc({ truth: [0, 1, 2], scores: [[0.8, 0.1, 0.1], [0.2, 0.6, 0.2], [0.7, 0.2, 0.1]] }, { scheme: 'rest', average: 'macro' }) // 0.75
 */
export function multiclassAuc(
  rows: ClassScores,
  options: { scheme: 'rest' | 'pairs'; average: 'macro' | 'weighted' },
): number | NotComputable {
  const classes = rows.scores[0]?.length ?? 0;
  let [total, weights] = [0, 0];
  for (let one = 0; one < classes; one++) {
    for (const others of options.scheme === 'rest' ? [null] : placesBut(one, classes)) {
      const found = oneAuc(rows, one, others);
      if (!isComputable(found)) return found;
      const weight = options.average === 'macro' ? 1 : rows.truth.filter((truth) => truth === one).length;
      total += weight * found;
      weights += weight;
    }
  }
  return weights > 0 ? total / weights : notComputable('no rows');
}

const placesBut = (one: number, classes: number) =>
  Array.from({ length: classes }, (_, i) => i).filter((i) => i !== one);

/** AUC of one class's score against all other classes, or against one of them. */
function oneAuc({ truth, scores }: ClassScores, one: number, other: number | null): number | NotComputable {
  const kept = truth.flatMap((label, i) => (other === null || label === one || label === other ? [i] : []));
  const points = scorePoints(
    kept.map((i) => truth[i] === one),
    kept.map((i) => scores[i]?.[one] ?? Number.NaN),
  );
  if (!isComputable(points)) return points;
  const found = rocAuc(points);
  return isComputable(found) ? found.auc : notComputable(`class ${one}: ${found.notComputable}`);
}
