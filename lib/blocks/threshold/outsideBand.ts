import * as z from 'zod';
import { defineThreshold, formatValue, type JudgeInput, type Judgement } from '@/lib/blocks/block';
import { minRowsParam, noData, usable } from '@/lib/blocks/judging';

const params = z.strictObject({
  side: z.enum(['either', 'below', 'above']).default('either').meta({
    title: 'Side',
    description: 'On which side of its usual band the value is bad.',
  }),
  severity: z
    .enum(['warning', 'critical'])
    .default('critical')
    .meta({ title: 'Severity', description: 'What it is called then.' }),
  minRows: minRowsParam,
});
type Params = z.output<typeof params>;

/** Says so when a value leaves the band in which it lies while nothing has changed. */
export const outsideBand = defineThreshold({
  type: 'outside_band',
  title: 'Outside its usual band',
  summary: 'Says warning or critical when a value leaves the band that the reference gives it.',
  when: 'Reach for it behind estimated performance: its band is the mean over the chunks of the reference, give or take three standard deviations, so no limit need be chosen.',
  synonyms: ['three sigma', 'control limits', 'standard deviation threshold', 'nannyml', 'alert band'],
  sources: ['Shewhart 1931', 'NannyML, standard deviation threshold'],
  params,
  example: { side: 'below' },
  run: (p) => ({
    compares: 'limits',
    lines: [],
    sentence: `${p.side === 'either' ? 'outside' : p.side} its usual band is ${p.severity === 'warning' ? 'a warning' : 'critical'}`,
    judge: (input) => judge(p, input),
  }),
});

function judge(p: Params, { score, unit }: JudgeInput): Judgement {
  const known = usable(score, { unit, minRows: p.minRows });
  if (!known.ok) return noData(known.why);
  if (!known.band) return noData('the usual band of this value is not known');
  const { low, high } = known.band;
  const below = p.side !== 'above' && known.value < low;
  const above = p.side !== 'below' && known.value > high;
  const usual = `usual ${formatValue(low, unit)} to ${formatValue(high, unit)}`;
  return {
    severity: below || above ? p.severity : 'ok',
    reason: `${formatValue(known.value, unit)}, ${usual}`,
  };
}
