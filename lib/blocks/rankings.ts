import * as z from 'zod';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import type { RankedItem } from '@/lib/stats/ranking';
import type { KeyValue } from '@/lib/tally/key';
import type { SampledGroup } from '@/lib/tally/sample';
import type { Tally } from '@/lib/tally/tally';
import { columnRef, type DetectorRun, roleColumn, type Score, type ScoreInput, unscored } from './block';
import { groupsInAll, sampleOf } from './sampled';
import { figure } from './words';

/** What metrics of rankings share: rows are results, and a query's results are judged together. */

/** Queries kept of a window, and results kept of a query. */
const QUERIES_MAX = 1000;
const RESULTS_MAX = 200;

export const kParam = z
  .int()
  .min(1)
  .max(RESULTS_MAX)
  .default(10)
  .meta({ title: 'k', unit: 'results', description: 'How many results from the top count.' });

/** The params of every metric of rankings. */
export const rankingShape = {
  query: columnRef({
    title: 'Query',
    description: 'What tells one list of results from another: a query or request id.',
  }),
  rank: columnRef({
    title: 'Position or score',
    wants: 'number',
    description: 'What the results were ordered by.',
  }),
  first: z.enum(['lowest', 'highest']).default('lowest').meta({
    title: 'First is',
    description: 'The lowest for positions 1, 2, 3, …; the highest for scores.',
  }),
  relevance: roleColumn('label', {
    title: 'Relevance',
    description: 'How relevant the result was: true or false, or a grade from 0. It may come later.',
  }),
};
type RankingParams = z.output<z.ZodObject<typeof rankingShape>>;

export type RankingMetric = {
  /** How the sentence calls it: `NDCG@10`. */
  name: string;
  of: (items: readonly RankedItem[]) => number | NotComputable;
};

export function rankingRun(params: RankingParams, metric: RankingMetric): DetectorRun {
  const { query, rank, relevance = 'label' } = params;
  return {
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [],
      sample: { by: [query], columns: [query, rank, relevance], n: QUERIES_MAX, rowsMax: RESULTS_MAX },
    }),
    score: (input) => scoreRankings(input, { params, metric }),
  };
}

type Wanted = { params: RankingParams; metric: RankingMetric };

function scoreRankings({ current, reference }: ScoreInput, wanted: Wanted): Score {
  const found = judgeQueries(current, wanted);
  const { values, rows } = found;
  if (values.length === 0) return unscored(whyNone(found, wanted.params), rows);
  const value = mean(values);
  const before = reference ? judgeQueries(reference, wanted).values : [];
  const { count, exact } = groupsInAll(sampleOf(current), QUERIES_MAX);
  const over = exact ? `over ${queries(values.length)}` : `over ${queries(values.length)} of about ${count}`;
  const beside = before.length > 0 ? `, ${figure(mean(before))} in the reference` : '';
  const left = [
    ...(found.hopeless > 0 ? [`${queries(found.hopeless)} without any relevant result left out`] : []),
    ...(found.cut > 0 ? [`${queries(found.cut)} cut to ${RESULTS_MAX} results`] : []),
  ];
  const notes = left.map((note) => `; ${note}`).join('');
  const sentence = `${wanted.metric.name} is ${figure(value)} ${over}${beside}${notes}`;
  const [now, then] = [levels(values), before.length > 0 ? levels(before) : null];
  const parts = LEVELS.map((label, i) => ({ label, reference: then?.[i] ?? null, current: now[i] ?? 0 }));
  return {
    ok: true,
    value,
    rows: values.length,
    explanation: { sentence, parts },
    ...(values.length > 1 && { interval: interval(values) }),
  };
}

type Judged = { values: number[]; rows: number; hopeless: number; unjudged: number; cut: number };

function judgeQueries(tally: Tally, { params, metric }: Wanted): Judged {
  const judged: Judged = { values: [], rows: tally.cells[0]?.count ?? 0, hopeless: 0, unjudged: 0, cut: 0 };
  for (const group of sampleOf(tally)) {
    const items = itemsOf(group, params.first);
    if (!items) {
      judged.unjudged += 1;
      continue;
    }
    if (group.rows.reduce((sum, { count }) => sum + count, 0) < group.count) judged.cut += 1;
    const value = metric.of(items);
    if (isComputable(value)) judged.values.push(value);
    else judged.hopeless += 1;
  }
  return judged;
}

/** A query's results; null where it has no id, no order, or nobody has judged any of its results. */
function itemsOf({ rows }: SampledGroup, first: 'lowest' | 'highest'): RankedItem[] | null {
  let labelled = false;
  const items: RankedItem[] = [];
  for (const { values, count } of rows) {
    const [query = null, rank = null, relevance = null] = values;
    if (query === null || typeof rank !== 'number') continue;
    labelled ||= relevance !== null;
    const item = { score: first === 'lowest' ? -rank : rank, relevance: gradeOf(relevance) };
    for (let i = 0; i < count; i++) items.push(item);
  }
  return labelled ? items : null;
}

/** What nobody has judged counts as not relevant, as in TREC. */
function gradeOf(value: KeyValue): number {
  if (value === 'true') return 1;
  return typeof value === 'number' ? Math.max(0, value) : 0;
}

function whyNone({ rows, hopeless, unjudged }: Judged, { query, rank, relevance }: RankingParams): string {
  if (rows === 0) return 'no rows in this window';
  if (hopeless > 0) return `no query of this window has a relevant result`;
  return unjudged > 0
    ? `no row of this window has ${query}, ${rank} and ${relevance ?? 'label'}`
    : 'no queries in this window';
}

const LEVELS = ['queries at 0', 'below 0.5', 'from 0.5 to below 1', 'queries at 1'];

function levels(values: readonly number[]): number[] {
  const share = (test: (value: number) => boolean) => values.filter(test).length / values.length;
  return [
    share((value) => value <= 0),
    share((value) => value > 0 && value < 0.5),
    share((value) => value >= 0.5 && value < 1),
    share((value) => value >= 1),
  ];
}

/** Of the mean over queries, which are drawn at random. */
function interval(values: readonly number[]) {
  const centre = mean(values);
  const variance = values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (values.length - 1);
  const error = 1.96 * Math.sqrt(variance / values.length);
  return { low: Math.max(0, centre - error), high: Math.min(1, centre + error), level: 0.95 };
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const queries = (n: number): string => (n === 1 ? '1 query' : `${n} queries`);
