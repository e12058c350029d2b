import * as z from 'zod';
import {
  type Conflict,
  defineThreshold,
  formatValue,
  type Interval,
  type Judgement,
  type Unit,
} from '@/lib/blocks/block';
import {
  type Crossed,
  certainParam,
  crossed,
  intervalWords,
  type Limits,
  limitParam,
  linesOf,
  minRowsParam,
  noData,
  usable,
} from '@/lib/blocks/judging';

const params = z.strictObject({
  on: z.enum(['value', 'p_value']).default('value').meta({
    title: 'Limit on',
    description:
      'The value, or its p-value: how often a window in which nothing has changed has at least this value.',
    advanced: true,
  }),
  direction: z
    .enum(['above', 'below', 'outside'])
    .default('above')
    .meta({ title: 'Bad is', description: 'Outside takes a lowest and a highest value.' }),
  warning: limitParam('Warning', {
    description: 'For above and below. Shares are 0 to 1, ages milliseconds.',
  }),
  critical: limitParam('Critical', {
    description: 'For above and below. Shares are 0 to 1, ages milliseconds.',
  }),
  low: limitParam('Lowest', { description: 'For outside: lower is critical.' }),
  high: limitParam('Highest', { description: 'For outside: higher is critical.' }),
  warningLow: limitParam('Lowest without warning', {
    description: 'For outside: lower is a warning.',
    advanced: true,
  }),
  warningHigh: limitParam('Highest without warning', {
    description: 'For outside: higher is a warning.',
    advanced: true,
  }),
  minRows: minRowsParam,
  certain: certainParam,
});
type Params = z.output<typeof params>;

/**
 * Fixed limits on a score. A score equal to a limit is still within it. A score from fewer than `minRows` rows is
 * *no data*, but for counts, totals and ages, where few rows are the finding itself. A score with an interval is bad
 * only where the whole interval is beyond the limit, unless `certain` is false.
 */
export const limit = defineThreshold({
  type: 'limit',
  title: 'Limit',
  summary: 'Says warning or critical when a score crosses a fixed value.',
  when: 'Reach for it when you know what is too much or too little, from an agreement or from experience.',
  synonyms: ['threshold', 'above', 'below', 'range', 'static', 'alert when'],
  params,
  example: { direction: 'above', warning: 0.1, critical: 0.2 },
  conflicts: conflictsOf,
  run: (p) => ({
    compares: p.on === 'p_value' ? 'usual' : 'limits',
    lines: p.on === 'p_value' ? [] : [...linesOf(upperOf(p)), ...linesOf(lowerOf(p))],
    sentence: sentenceOf(p),
    judge: ({ score, unit }) => {
      const known = usable(score, { unit, minRows: p.minRows });
      if (!known.ok) return noData(known.why);
      const interval = p.certain ? known.interval : undefined;
      if (p.on === 'value') return judgeValue(p, { value: known.value, interval, unit });
      return known.usual ? judgePValue(p, known.usual.pValue) : noData('its p-value is not known');
    },
  }),
});

/** Limits that bad values lie above. */
function upperOf(p: Params): Limits {
  if (p.direction === 'above') return { warning: p.warning, critical: p.critical };
  return p.direction === 'outside' ? { warning: p.warningHigh, critical: p.high } : {};
}

/** Limits that bad values lie below. */
function lowerOf(p: Params): Limits {
  if (p.direction === 'below') return { warning: p.warning, critical: p.critical };
  return p.direction === 'outside' ? { warning: p.warningLow, critical: p.low } : {};
}

/** A value to judge, and the interval to judge it by, where there is one. */
type Judged = { value: number; interval: Interval | undefined; unit: Unit };

function judgeValue(p: Params, judged: Judged): Judgement {
  const { value, interval, unit } = judged;
  const shown = formatValue(value, unit);
  const plain = worstOf(p, { low: value, high: value });
  if (!plain) return { severity: 'ok', reason: `${shown}, within ${withinOf(p, unit)}` };
  if (!interval) return { severity: plain.severity, reason: `${shown}, ${limitWords(plain, unit)}` };
  const found = worstOf(p, interval);
  const words = intervalWords(interval, unit);
  if (!found) {
    const still = `but ${words} still allows it: not judged bad`;
    return { severity: 'ok', reason: `${shown}, ${limitWords(plain, unit)}, ${still}` };
  }
  return { severity: found.severity, reason: `${shown}, ${limitWords(found, unit)}, as is all of ${words}` };
}

function judgePValue(p: Params, pValue: number): Judgement {
  const { severity, reason } = judgeValue(p, { value: pValue, interval: undefined, unit: 'score' });
  return { severity, reason: `p-value ${reason}` };
}

type Side = Crossed & { side: 'above' | 'below' };

/** The worst limit that everything from `low` to `high` is beyond. */
function worstOf(p: Params, { low, high }: { low: number; high: number }): Side | null {
  const over = crossed((limit) => low > limit, upperOf(p));
  const under = crossed((limit) => high < limit, lowerOf(p));
  const sides: Side[] = [
    ...(over ? [{ ...over, side: 'above' as const }] : []),
    ...(under ? [{ ...under, side: 'below' as const }] : []),
  ];
  return sides.find((side) => side.severity === 'critical') ?? sides[0] ?? null;
}

const limitWords = ({ side, severity, limit }: Side, unit: Unit) =>
  `${side} the ${severity} limit ${formatValue(limit, unit)}`;

/** The nearest limits: what a score that is ok lies within. */
function withinOf(p: Params, unit: Unit): string {
  const low = lowerOf(p).warning ?? lowerOf(p).critical;
  const high = upperOf(p).warning ?? upperOf(p).critical;
  const shown = [low, high].flatMap((value) => (value === undefined ? [] : [formatValue(value, unit)]));
  return shown.length === 2 ? `${shown[0]} to ${shown[1]}` : `the limit ${shown[0]}`;
}

function sentenceOf(p: Params): string {
  const of = p.on === 'p_value' ? 'a p-value ' : '';
  const side = (name: string, limits: Limits) =>
    linesOf(limits).map(
      (line) => `${of}${name} ${line.value} is ${line.severity === 'warning' ? 'a warning' : 'critical'}`,
    );
  return [...side('below', lowerOf(p)), ...side('above', upperOf(p))].join(', ');
}

function conflictsOf(p: Params): Conflict[] {
  return [...unusedLimits(p), ...missingLimits(p), ...disorder(p), ...largePValue(p)];
}

function unusedLimits(p: Params): Conflict[] {
  const single = ['warning', 'critical'] as const;
  const pairs = ['low', 'high', 'warningLow', 'warningHigh'] as const;
  const unused = p.direction === 'outside' ? single : pairs;
  return unused
    .filter((name) => p[name] !== undefined)
    .map((name) => ({
      message: `\`${name}\` has no meaning with the direction ${p.direction}`,
      advice:
        p.direction === 'outside'
          ? `Remove \`${name}\` and set \`low\` and \`high\``
          : `Remove \`${name}\`, or set the direction to outside`,
    }));
}

function missingLimits(p: Params): Conflict[] {
  if (p.direction !== 'outside') {
    if (p.warning !== undefined || p.critical !== undefined) return [];
    return [{ message: 'there is no limit', advice: 'Set `critical`, `warning` or both' }];
  }
  if (p.low !== undefined && p.high !== undefined) return [];
  return [{ message: 'outside needs a lowest and a highest value', advice: 'Set both `low` and `high`' }];
}

/** Going from bad to good, each limit must come after the one before it. */
function disorder(p: Params): Conflict[] {
  const chains: Record<Params['direction'], readonly (keyof Params)[]> = {
    above: ['warning', 'critical'],
    below: ['critical', 'warning'],
    outside: ['low', 'warningLow', 'warningHigh', 'high'],
  };
  const set = chains[p.direction].flatMap((name) => {
    const value = p[name];
    return typeof value === 'number' ? [{ name, value }] : [];
  });
  return set.flatMap(({ name, value }, i) => {
    const next = set[i + 1];
    if (!next || value <= next.value) return [];
    return [
      {
        message: `\`${name}\` ${value} lies above \`${next.name}\` ${next.value}`,
        advice: `Set \`${name}\` to at most \`${next.name}\`; a warning comes before critical`,
      },
    ];
  });
}

function largePValue(p: Params): Conflict[] {
  if (p.on === 'value' || p.direction === 'below') return [];
  return [{ message: 'a large p-value is never bad', advice: 'Set the direction to below' }];
}
