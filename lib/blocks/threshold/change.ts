import * as z from 'zod';
import {
  type Conflict,
  defineThreshold,
  formatValue,
  type Judgement,
  type Score,
  type Unit,
} from '@/lib/blocks/block';
import { crossed, type Limits, minRowsParam, noData, usable } from '@/lib/blocks/judging';
import { percent } from '@/lib/blocks/words';

/** The limit where none is set: a fifth more or less. */
const RATIO_DEFAULT = 0.2;

const changeLimit = (title: string, description: string) =>
  z.number().gt(0).optional().meta({ title, unit: 'share, or as the score', description });

const params = z.strictObject({
  against: z
    .enum(['reference', 'previous'])
    .default('reference')
    .meta({ title: 'Compared with', description: 'The reference, or the window before.' }),
  direction: z.enum(['up', 'down', 'either']).default('either').meta({ title: 'Bad is' }),
  by: z.enum(['ratio', 'absolute']).default('ratio').meta({
    title: 'Measured as',
    description: 'A share of the earlier value, or the plain difference in the unit of the score.',
  }),
  warning: changeLimit('Warning', 'By ratio, 0.1 is a change of 10 %.'),
  critical: changeLimit(
    'Critical',
    'By ratio, 0.2 is a change of 20 %, which is taken where neither is set.',
  ),
  minRows: minRowsParam,
});
type Params = z.output<typeof params>;

/**
 * Limits on how much a score has changed against the reference or the window before. Both sides need `minRows`
 * rows (but for counts of rows and ages, see `limit`). Counts from windows of different length are compared over
 * the same length. By ratio, any change from 0 counts as larger than every limit.
 */
export const change = defineThreshold({
  type: 'change',
  title: 'Change',
  summary:
    'Says warning or critical when a score differs too much from the reference or from the window before.',
  when: 'Reach for it when you do not know what is normal but would notice a jump: volume, averages, shares.',
  synonyms: ['relative', 'difference', 'jump', 'drop', 'increase', 'decrease', 'compared with', 'percent'],
  params,
  example: { against: 'reference', direction: 'down', critical: 0.5 },
  conflicts: conflictsOf,
  run: (p) => ({
    compares: p.against,
    lines: [],
    sentence: sentenceOf(p),
    judge: ({ score, previous, reference, unit }) => {
      const rule = { unit, minRows: p.minRows };
      const known = usable(score, rule);
      if (!known.ok) return noData(known.why);
      const base = baseOf(p, p.against === 'reference' ? reference : previous, known);
      if (!base.ok) return noData(base.why);
      const earlier = usable(base, rule);
      if (!earlier.ok) return noData(`${wordsOf(p)} has ${earlier.why}`);
      return judgeChange(p, { value: known.value, base: earlier.value, unit });
    },
  }),
});

const wordsOf = (p: Params) => (p.against === 'reference' ? 'the reference' : 'the window before');

/** The earlier score, brought to the length of time that the present one covers where the value grows with it. */
function baseOf(p: Params, base: Score | null, score: Extract<Score, { ok: true }>): Score {
  if (!base)
    return { ok: false, rows: 0, why: `there is nothing to compare with: ${wordsOf(p)} has no score` };
  if (!base.ok) return { ...base, why: `${wordsOf(p)} has no score: ${base.why}` };
  if (score.countedMs === undefined || base.countedMs === undefined) return base;
  if (base.countedMs <= 0) {
    return { ok: false, rows: base.rows, why: `${wordsOf(p)} covers no known length of time` };
  }
  return { ...base, value: (base.value * score.countedMs) / base.countedMs };
}

type Change = { value: number; base: number; unit: Unit };

function judgeChange(p: Params, { value, base, unit }: Change): Judgement {
  const difference = value - base;
  const size = sizeOf(p, { value, base, unit });
  const counts = p.direction === 'either' || (p.direction === 'up' ? difference > 0 : difference < 0);
  const found = counts ? crossed((limit) => size > limit, limitsOf(p)) : null;
  const moved =
    difference === 0 ? 'the same as' : `${difference > 0 ? 'up' : 'down'} ${inWords(p, size, unit)} from`;
  const compared = `${formatValue(value, unit)}, ${moved} ${formatValue(base, unit)} in ${wordsOf(p)}`;
  if (!found) return { severity: 'ok', reason: compared };
  return {
    severity: found.severity,
    reason: `${compared}; the ${found.severity} limit is ${sizeInWords(p, found.limit, unit)}`,
  };
}

function sizeOf(p: Params, { value, base }: Change): number {
  const difference = Math.abs(value - base);
  if (p.by === 'absolute' || difference === 0) return difference;
  return base === 0 ? Number.POSITIVE_INFINITY : difference / Math.abs(base);
}

function inWords(p: Params, size: number, unit: Unit): string {
  return Number.isFinite(size) ? `by ${sizeInWords(p, size, unit)}` : 'beyond any ratio';
}

function sizeInWords(p: Params, size: number, unit: Unit): string {
  return p.by === 'absolute' ? formatValue(size, unit) : percent(size);
}

function limitsOf(p: Params): Limits {
  const unset = p.warning === undefined && p.critical === undefined;
  return { warning: p.warning, critical: unset ? RATIO_DEFAULT : p.critical };
}

function sentenceOf(p: Params): string {
  const how = { up: 'a rise', down: 'a fall', either: 'a change' }[p.direction];
  const limits = limitsOf(p);
  const shown = (limit: number) => (p.by === 'ratio' ? percent(limit) : String(limit));
  const parts = [
    ...(limits.warning === undefined ? [] : [`of more than ${shown(limits.warning)} is a warning`]),
    ...(limits.critical === undefined ? [] : [`of more than ${shown(limits.critical)} is critical`]),
  ];
  return `${how} against ${wordsOf(p)} ${parts.join(', ')}`;
}

function conflictsOf(p: Params): Conflict[] {
  const { warning, critical } = p;
  if (p.by === 'absolute' && warning === undefined && critical === undefined) {
    return [{ message: 'an absolute change has no limit', advice: 'Set `critical`, `warning` or both' }];
  }
  if (warning === undefined || critical === undefined || warning <= critical) return [];
  return [
    {
      message: `the warning limit ${warning} lies beyond the critical limit ${critical}`,
      advice: 'Set the warning limit below the critical one',
    },
  ];
}
