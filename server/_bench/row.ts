export type Verdict = 'good' | 'ask' | 'short' | 'skipped' | 'broken';

/** One line of the table. */
export type Row = {
  id: string;
  what: string;
  ask: string;
  good: string;
  measured: string;
  /** The share of something measured in the same run: what other work on the machine disturbs least. */
  ratio: string;
  verdict: Verdict;
};

/** A measured number and its two limits. Without `good` the ask is all there is to reach. */
export type Limit = { value: number; ask: number; good?: number; better: 'higher' | 'lower' };

const reaches = (value: number, limit: number, better: Limit['better']) =>
  better === 'higher' ? value >= limit : value <= limit;

/** The worst of the verdicts: a row is good where all its limits are. */
export function verdictOf(...limits: readonly Limit[]): Verdict {
  if (limits.some(({ value, ask, better }) => !reaches(value, ask, better))) return 'short';
  return limits.every(({ value, ask, good, better }) => reaches(value, good ?? ask, better)) ? 'good' : 'ask';
}

export const skipped = (id: string, what: string, why: string): Row => ({
  id,
  what,
  ask: '',
  good: '',
  measured: `skipped: ${why}`,
  ratio: '',
  verdict: 'skipped',
});

/** Decimal places that show three figures; never rounded towards the better side by more than those. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString('en');
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  return size >= 0.01 || size === 0 ? value.toFixed(2) : value.toExponential(1);
}

const HEAD: Row = {
  id: 'id',
  what: 'what',
  ask: 'ask',
  good: 'good',
  measured: 'measured',
  ratio: 'ratio',
  verdict: 'verdict' as Verdict,
};
const COLUMNS = ['id', 'what', 'ask', 'good', 'measured', 'ratio', 'verdict'] as const;

/** The rows as a Markdown table that also reads well in a terminal. */
export function tableOf(rows: readonly Row[]): string {
  const all = [HEAD, ...rows];
  const widths = COLUMNS.map((name) => Math.max(...all.map((row) => row[name].length)));
  const line = (row: Row) => `| ${COLUMNS.map((name, i) => row[name].padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(HEAD), rule, ...rows.map(line)].join('\n');
}
