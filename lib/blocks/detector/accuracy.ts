import * as z from 'zod';
import { defineDetector, roleColumn, scored, unscored } from '@/lib/blocks/block';
import { coverage, unlabelled, withLabels } from '@/lib/blocks/classes';
import { percent } from '@/lib/blocks/words';
import { accuracyOf } from '@/lib/stats/confusion';
import { isComputable } from '@/lib/stats/notComputable';
import type { KeyValue } from '@/lib/tally/key';
import { rowsOf, type Tally } from '@/lib/tally/tally';

/** Share of labelled rows that were predicted right, with any number of classes. */
export const accuracy = defineDetector({
  type: 'accuracy',
  title: 'Accuracy',
  category: 'model performance',
  unit: 'share',
  worse: 'lower',
  summary: 'The share of predictions that turned out right.',
  when: 'Reach for it when the classes are about equally common and every mistake costs the same. It needs labels, which may come later.',
  synonyms: ['correct predictions', 'error rate', 'classification', 'quality'],
  params: z.strictObject({
    prediction: roleColumn('prediction', { title: 'Prediction', description: 'What the model answered.' }),
    label: roleColumn('label', { title: 'Label', description: 'What turned out to be true.' }),
  }),
  example: { prediction: 'prediction', label: 'income_gt_50k' },
  run: ({ prediction, label }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [
        { column: prediction ?? 'prediction', bin: { kind: 'identity' } },
        { column: label ?? 'label', bin: { kind: 'identity' } },
      ],
    }),
    score: ({ current, reference }) => {
      const { right, labelled, predicted } = rightRows(current);
      const blocked = unlabelled({ rows: rowsOf(current), predicted, labelled });
      if (blocked) return blocked;
      const value = shareRight(current);
      if (value === null) return unscored('no labelled rows in this window');
      const before = reference ? shareRight(reference) : null;
      const beside = before === null ? '' : `, ${percent(before)} in the reference`;
      const explanation = {
        sentence: `${percent(value)} of predictions were right (${right} of ${labelled})${beside}; ${coverage(labelled, predicted)}`,
        parts: classShares(current, reference),
      };
      return withLabels(scored(value, labelled, explanation), { labelled, predicted });
    },
  }),
});

/** The same class may be a number on one side and text or true and false on the other. */
function sameClass(a: KeyValue, b: KeyValue): boolean {
  const plain = (value: KeyValue) => (value === 'true' ? '1' : value === 'false' ? '0' : String(value));
  return plain(a) === plain(b);
}

function rightRows(tally: Tally): { right: number; labelled: number; predicted: number } {
  const seen = { right: 0, labelled: 0, predicted: 0 };
  for (const { key, count } of tally.cells) {
    const [guess = null, truth = null] = key;
    if (guess === null) continue;
    seen.predicted += count;
    if (truth === null) continue;
    seen.labelled += count;
    if (sameClass(guess, truth)) seen.right += count;
  }
  return seen;
}

function shareRight(tally: Tally): number | null {
  const { right, labelled } = rightRows(tally);
  const share = accuracyOf({
    truePositives: right,
    falsePositives: labelled - right,
    falseNegatives: 0,
    trueNegatives: 0,
  });
  return isComputable(share) ? share : null;
}

/** Of each true class, the share predicted right, for the ten most frequent classes. */
function classShares(current: Tally, reference: Tally | null) {
  const sizes = new Map<string, number>();
  for (const { key, count } of current.cells) {
    const truth = key[1] ?? null;
    if (truth !== null && key[0] !== null) sizes.set(String(truth), (sizes.get(String(truth)) ?? 0) + count);
  }
  const names = [...sizes]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 10)
    .map(([name]) => name);
  const share = (tally: Tally, name: string) =>
    shareRight({ cells: tally.cells.filter((cell) => cell.key[1] !== null && String(cell.key[1]) === name) });
  return names.map((name) => ({
    label: `${name} predicted right`,
    reference: reference ? share(reference, name) : null,
    current: share(current, name),
  }));
}
