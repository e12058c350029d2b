import { type GroupGap, largestGap, pairsOf, smallestRatio, smallestRatioTo } from '@/lib/stats/groupGap';
import { isComputable } from '@/lib/stats/notComputable';
import { type Cell, rowsOf, type Tally } from '@/lib/tally/tally';
import { type Interval, type LabelCount, type Score, type ScoreInput, scored, unscored } from './block';
import { withLabels } from './classes';
import type { GroupMetric, GroupSample } from './groupMetrics';
import { type GroupChoice, splitGroups } from './groups';
import { figure, listed, percent, rowCount } from './words';

/** Comparing each pair of more groups than this takes long, and nobody could read the answer. */
const GROUPS_MAX = 200;

export type GroupComparison = {
  choice: GroupChoice;
  /** How many keys of the tally name the group. */
  keys: number;
  /** Of several, the one that is worst. */
  metrics: readonly GroupMetric[];
  compare: 'difference' | 'ratio' | { against: string | null };
  /** Whether the groups' values are shares, shown in percent. */
  shares: boolean;
};

type Named = GroupSample & { name: string };

/** One metric compared over the groups. */
type Compared = { metric: GroupMetric; large: Named[]; small: Named[]; gap: GroupGap };

/** The groups' largest gap, with an interval that holds over all pairs, and in words whom it lies between. */
export function groupGapScore(comparison: GroupComparison, input: ScoreInput): Score {
  if (rowsOf(input.current) === 0) return unscored('no rows in this window');
  const groups = splitGroups(input.current, comparison.keys);
  const score = gapScore(comparison, groups, input.reference);
  const labels = labelsOf(comparison, [...groups.values()].flat());
  return labels ? withLabels(score, labels) : score;
}

/** How many predictions have a label, where a metric needs them and the cells tell the two apart. */
function labelsOf({ metrics }: GroupComparison, cells: readonly Cell[]): LabelCount | null {
  if (!metrics.some((metric) => metric.needsLabels)) return null;
  const predicted = cells.filter(({ key }) => key.length === 2 && key[0] !== null);
  const labelled = predicted.filter(({ key }) => key[1] !== null);
  const count = { labelled: rowsOf({ cells: labelled }), predicted: rowsOf({ cells: predicted }) };
  return count.predicted > 0 ? count : null;
}

function gapScore(
  comparison: GroupComparison,
  groups: ReturnType<typeof splitGroups>,
  reference: Tally | null,
): Score {
  const found: Compared[] = [];
  for (const metric of comparison.metrics) {
    const compared = compareGroups({ comparison, metric, groups });
    if ('why' in compared) return compared.why;
    found.push(compared);
  }
  const isRatio = comparison.compare !== 'difference';
  const worst = found.reduce((a, b) => (a.gap.value < b.gap.value === isRatio ? a : b));
  const pick = (ends: number[]) => (isRatio ? Math.min(...ends) : Math.max(...ends));
  const interval = {
    low: pick(found.map(({ gap }) => gap.low)),
    high: pick(found.map(({ gap }) => gap.high)),
    level: comparison.choice.confidence,
  };
  const rows = worst.large.reduce((total, group) => total + group.rows, 0);
  const sentence = sentenceOf(comparison, worst, interval);
  const parts = partsOf(comparison, worst, reference);
  const score = scored(worst.gap.value, rows, { sentence, parts });
  return score.ok ? { ...score, interval } : score;
}

type Asked = {
  comparison: GroupComparison;
  metric: GroupMetric;
  groups: ReturnType<typeof splitGroups>;
};

function compareGroups({ comparison, metric, groups }: Asked): Compared | { why: Score } {
  const { choice, compare } = comparison;
  const all = [...groups].map(([name, cells]): Named => {
    return { name, ...(metric.sampleOf(cells) ?? nothing) };
  });
  const large = all.filter((group) => group.rows >= choice.groupRowsMin);
  const small = all.filter((group) => group.rows < choice.groupRowsMin);
  const rows = large.reduce((total, group) => total + group.rows, 0);
  if (large.length < 2) return { why: unscored(tooFewGroups(choice, metric, { large, small }), rows) };
  if (large.length > GROUPS_MAX) {
    const most = `at most ${GROUPS_MAX} can be compared`;
    return {
      why: unscored(`${large.length} groups have at least ${choice.groupRowsMin} rows; ${most}`, rows),
    };
  }
  const privileged = typeof compare === 'object' ? privilegedOf(large, compare.against) : 0;
  if (privileged === null) {
    const name = typeof compare === 'object' ? compare.against : '';
    return {
      why: unscored(`the group ${name} has fewer than ${choice.groupRowsMin} ${metric.rowWords}`, rows),
    };
  }
  const comparisons = typeof compare === 'object' ? large.length - 1 : pairsOf(large.length);
  const level = 1 - (1 - choice.confidence) / (comparisons * comparison.metrics.length);
  const estimates = large.map((group) => group.at(level));
  const gap =
    compare === 'difference'
      ? largestGap(estimates)
      : compare === 'ratio'
        ? smallestRatio(estimates)
        : smallestRatioTo(estimates, privileged);
  if (isComputable(gap)) return { metric, large, small, gap };
  const whose = typeof compare === 'object' ? (large[privileged]?.name ?? '') : 'every group';
  return {
    why: unscored(`no ratio: ${metric.words}: ${comparison.shares ? '0 % of' : '0 for'} ${whose}`, rows),
  };
}

const nothing: GroupSample = { rows: 0, at: () => ({ value: 0, low: 0, high: 0 }) };

/** The named group, or the one with most rows; null where it is not there. */
function privilegedOf(large: readonly Named[], against: string | null): number | null {
  if (against !== null) {
    const place = large.findIndex((group) => group.name === against);
    return place < 0 ? null : place;
  }
  return large.reduce((best, group, i) => (group.rows > (large[best]?.rows ?? 0) ? i : best), 0);
}

function tooFewGroups(
  choice: GroupChoice,
  metric: GroupMetric,
  found: { large: Named[]; small: Named[] },
): string {
  const { large, small } = found;
  const most = Math.max(0, ...[...large, ...small].map((group) => group.rows));
  if (most === 0)
    return `no group has ${metric.needsLabels ? `${metric.rowWords} yet` : 'a row with a prediction'}`;
  const left = small.length > 0 ? `; left out: ${leftOut(small)}` : '';
  const who = large.length === 1 ? `only the group ${large[0]?.name} has` : 'no group has';
  return `${who} at least ${choice.groupRowsMin} ${metric.rowWords}, and a comparison needs two${left}`;
}

function leftOut(small: readonly Named[]): string {
  return listed(small.map((group) => `${group.name} (${rowCount(group.rows)})`));
}

const shownValue = (group: GroupSample) => group.at(0.5).value;

function sentenceOf(comparison: GroupComparison, worst: Compared, interval: Interval): string {
  const { large, small, gap, metric } = worst;
  const show = comparison.shares ? percent : figure;
  const ends = [large[gap.lowest], large[gap.highest]].map((group) =>
    group
      ? `${show(shownValue(group))} ${comparison.shares ? 'of' : 'for'} ${group.name} (${rowCount(group.rows)})`
      : '',
  );
  const among = large.length > 2 ? `, of ${large.length} groups` : '';
  const isRatio = comparison.compare !== 'difference';
  const bound = (value: number) =>
    isRatio ? String(Number(value.toFixed(2))) : comparison.shares ? percent(value) : figure(value);
  const name = `${percent(interval.level)} interval of the ${isRatio ? 'ratio' : 'difference'}`;
  const to = Number.isFinite(interval.high)
    ? `${bound(interval.low)} to ${bound(interval.high)}`
    : `from ${bound(interval.low)}`;
  const rest = small.length > 0 ? `; left out as too small: ${leftOut(small)}` : '';
  return `${metric.words}: ${ends[0]}, ${ends[1]}${among}; ${name} ${to}${rest}`;
}

function partsOf(comparison: GroupComparison, { metric, large }: Compared, reference: Tally | null) {
  const before = reference ? splitGroups(reference, comparison.keys) : new Map<string, never>();
  return large.map((group) => {
    const then = metric.sampleOf(before.get(group.name) ?? []);
    return { label: group.name, reference: then ? shownValue(then) : null, current: shownValue(group) };
  });
}
