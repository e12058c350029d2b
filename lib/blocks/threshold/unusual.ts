import * as z from 'zod';
import {
  type Conflict,
  defineThreshold,
  formatValue,
  type JudgeInput,
  type Judgement,
} from '@/lib/blocks/block';
import { crossed, type Limits, linesOf, minRowsParam, noData, usable } from '@/lib/blocks/judging';
import { percent, pValueWords } from '@/lib/blocks/words';

/** One unchanged window in twenty is a warning, one in a hundred critical, where nothing is set. */
const WARNING_DEFAULT = 0.05;
const CRITICAL_DEFAULT = 0.01;

const level = (title: string, description: string) =>
  z.number().gt(0).max(0.5).optional().meta({ title, unit: 'share of unchanged windows', description });

const params = z.strictObject({
  warning: level(
    'Warning',
    'How many unchanged windows may be flagged: 0.05 is one in 20, taken where neither is set.',
  ),
  critical: level(
    'Critical',
    'How many unchanged windows may be flagged: 0.01 is one in 100, taken where neither is set.',
  ),
  minRows: minRowsParam,
});
type Params = z.output<typeof params>;

/**
 * Compares a distance with what it is by chance in windows of the same size (its p-value). A level of 0.05 flags one
 * unchanged window in 20 whatever the size, so a monitor that looks every hour wants an alert that holds `for` two
 * windows or more, or a smaller level.
 */
export const unusual = defineThreshold({
  type: 'unusual',
  title: 'Unusual for this window size',
  summary:
    'Says warning or critical when a distance is larger than chance alone makes it in windows of this size.',
  when: 'Reach for it behind every distance: small windows are never quite like the reference, and a fixed limit cannot know that. It holds what it promises: a level of 5 % flags 5 % of unchanged windows.',
  synonyms: [
    'p-value',
    'significance',
    'calibrated',
    'by chance',
    'false alarms',
    'statistical test',
    'level',
  ],
  sources: [
    'Efron and Tibshirani 1993, An introduction to the bootstrap',
    'Vovk et al. 2005, smoothed p-values',
  ],
  params,
  example: { warning: 0.05, critical: 0.01 },
  conflicts: conflictsOf,
  run: (p) => ({
    compares: 'usual',
    lines: [],
    sentence: sentenceOf(p),
    judge: (input) => judge(p, input),
  }),
});

function judge(p: Params, { score, unit }: JudgeInput): Judgement {
  const known = usable(score, { unit, minRows: p.minRows });
  if (!known.ok) return noData(known.why);
  if (!known.usual) return noData('what is usual for this value is not known');
  const { upTo, pValue } = known.usual;
  const found = crossed((limit) => pValue <= limit, limitsOf(p));
  const shown = `${formatValue(known.value, unit)}, usual for a window of this size up to ${formatValue(upTo, unit)}`;
  return { severity: found?.severity ?? 'ok', reason: `${shown} (${pValueWords(pValue)})` };
}

function limitsOf({ warning, critical }: Params): Limits {
  if (warning !== undefined || critical !== undefined) return { warning, critical };
  return { warning: WARNING_DEFAULT, critical: CRITICAL_DEFAULT };
}

function sentenceOf(p: Params): string {
  return linesOf(limitsOf(p))
    .map(({ value, severity }) => {
      const name = severity === 'warning' ? 'a warning' : 'critical';
      return `larger than in ${percent(1 - value)} of unchanged windows is ${name}`;
    })
    .join(', ');
}

function conflictsOf({ warning, critical }: Params): Conflict[] {
  if (warning === undefined || critical === undefined || critical <= warning) return [];
  return [
    {
      message: `\`critical\` ${critical} flags more windows than \`warning\` ${warning}`,
      advice: 'Set `critical` to at most `warning`',
    },
  ];
}
