import * as z from 'zod';
import {
  columnList,
  defineDetector,
  formatValue,
  type Score,
  type ScoreInput,
  scored,
  unscored,
} from '@/lib/blocks/block';
import { listed, rowCount } from '@/lib/blocks/words';
import { rowsOf, type Tally } from '@/lib/tally/tally';

/** Sum of one or more columns of tokens. */
export const totalTokens = defineDetector({
  type: 'total_tokens',
  title: 'Tokens used',
  category: 'cost',
  unit: 'tokens',
  worse: 'higher',
  summary: 'How many tokens the window used.',
  when: 'Reach for it against a quota, or where prices are not known yet. With prices, take spend.',
  synonyms: ['usage', 'token count', 'quota', 'prompt tokens', 'completion tokens', 'llm', 'rate limit'],
  params: z.strictObject({
    columns: columnList({
      wants: 'number',
      title: 'Tokens',
      description: 'Columns that are added up: of the prompt and of the answer.',
    }),
  }),
  example: { columns: ['age', 'hours_per_week'] },
  run: ({ columns }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [], measures: columns.map((column) => ({ of: 'sum', column }) as const) }),
    score: (input) => tokensScore(columns, input),
  }),
});

function tokensScore(
  columns: readonly string[],
  { current, reference, span, referenceSpan }: ScoreInput,
): Score {
  const rows = rowsOf(current);
  if (rows === 0) return unscored('no rows in this window');
  const sums = columns.map((_, i) => sumOf(current, i));
  if (sums.every((sum) => sum === null)) {
    return unscored(`no row has tokens in ${listed(columns)} (${rowCount(rows)})`);
  }
  const total = totalOf(sums);
  if (!Number.isFinite(total)) return unscored('the tokens are too many to add up', rows);
  const countedMs = Math.max(0, span.to - span.from);
  const length = referenceSpan ? referenceSpan.to - referenceSpan.from : 0;
  const before = reference && length > 0 ? totalOf(columns.map((_, i) => sumOf(reference, i))) : Number.NaN;
  const usual = (before * countedMs) / length;
  const beside = Number.isFinite(usual)
    ? `; the reference used ${formatValue(usual, 'tokens')} in the same time`
    : '';
  const each = columns.map((column, i) => `${formatValue(sums[i] ?? 0, 'score')} of ${column}`);
  const detail = columns.length > 1 ? ` (${listed(each)})` : '';
  const sentence = `${formatValue(total, 'tokens')} in ${rowCount(rows)}${detail}${beside}`;
  const score = scored(total, rows, { sentence, parts: [] });
  return score.ok ? { ...score, countedMs } : score;
}

const totalOf = (sums: readonly (number | null)[]) => sums.reduce<number>((all, sum) => all + (sum ?? 0), 0);

/** The sum of a measure over all cells; null where no row had a number. */
function sumOf({ cells }: Tally, place: number): number | null {
  const values = cells.flatMap(({ values }) => values[place] ?? []);
  return values.length > 0 ? values.reduce((a, b) => a + b, 0) : null;
}
