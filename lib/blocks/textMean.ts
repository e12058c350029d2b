import { type DerivedName, derivedName } from '@/lib/descriptors/derived';
import { rowsOf, type Tally } from '@/lib/tally/tally';
import { type DetectorRun, type Score, scored, unscored } from './block';
import { noValues } from './distribution';
import { figure, percent, rowCount } from './words';

/** The mean of one derived column of numbers. */
export type TextMean = {
  column: string;
  descriptor: DerivedName;
  /** How the finding begins: `an answer has`. */
  before: string;
  /** How it ends: `words on average`. */
  after: string;
  /** Whether the number is a share. */
  share?: boolean;
};

export function textMeanRun({ column, descriptor, ...words }: TextMean): DetectorRun {
  const name = derivedName(column, descriptor);
  const show = words.share ? percent : figure;
  return {
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [{ column: name, bin: { kind: 'presence' } }],
      measures: [{ of: 'sum', column: name }],
    }),
    score: ({ current, reference }): Score => {
      const now = meanOf(current);
      if (now.mean === null) return unscored(noValues(name, current));
      if (!Number.isFinite(now.mean)) return unscored(`${name} holds numbers too large to add up`, now.rows);
      const then = reference ? meanOf(reference).mean : null;
      const beside = then === null ? '' : `, ${show(then)} in the reference`;
      const sentence = `${words.before} ${show(now.mean)} ${words.after} over ${rowCount(now.rows)}${beside}`;
      return scored(now.mean, now.rows, { sentence, parts: [] });
    },
  };
}

function meanOf(tally: Tally): { rows: number; mean: number | null } {
  const cells = tally.cells.filter(({ key, values }) => key[0] === 0 && values[0] !== null);
  const rows = rowsOf({ cells });
  const sum = cells.reduce((total, { values }) => total + (values[0] ?? 0), 0);
  return { rows, mean: rows > 0 ? sum / rows : null };
}
