import * as z from 'zod';
import { defineDetector, roleColumn, type Score, type ScoreInput, unscored } from '@/lib/blocks/block';
import { groupsInAll, sampleOf } from '@/lib/blocks/sampled';
import { percent } from '@/lib/blocks/words';
import { isComputable } from '@/lib/stats/notComputable';
import { proportionInterval } from '@/lib/stats/proportionInterval';
import { rowsOf, type Tally } from '@/lib/tally/tally';

/** Inputs kept of a window, and different answers kept of each. */
const INPUTS_MAX = 2000;
const ANSWERS_MAX = 20;

/** Of the inputs that came more than once, the share that got different answers. */
export const inconsistentAnswerShare = defineDetector({
  type: 'inconsistent_answer_share',
  title: 'Inconsistent answers',
  category: 'generative ai',
  unit: 'share',
  worse: 'higher',
  summary: 'Of the inputs that came more than once, the share that got different answers.',
  when: 'Put it where the same question should get the same answer: a changed model or prompt, a high temperature or a broken cache shows here.',
  synonyms: [
    'consistency',
    'determinism',
    'same input same output',
    'reproducibility',
    'temperature',
    'stability',
  ],
  params: z.strictObject({
    prompt: roleColumn('prompt', { title: 'Input', description: 'What was asked.' }),
    response: roleColumn('response', {
      title: 'Answer',
      description: 'What came back; compared to the letter.',
    }),
  }),
  example: { prompt: 'age', response: 'prediction' },
  run: ({ prompt = 'prompt', response = 'response' }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [],
      sample: {
        by: [prompt],
        // A stand-in for the texts themselves, which are long and may be private.
        columns: [
          { is: { any: [prompt, response].map((column) => ({ column, op: 'missing' as const })) } },
          { hash: [response] },
        ],
        n: INPUTS_MAX,
        rowsMax: ANSWERS_MAX,
      },
    }),
    score: (input) => scoreAnswers({ prompt, response }, input),
  }),
});

/** Inputs that were answered more than once, and those of them with different answers. */
function repeated(tally: Tally): { inputs: number; differ: number } {
  const found = { inputs: 0, differ: 0 };
  for (const group of sampleOf(tally)) {
    const answers = group.rows.filter(({ values }) => values[0] === 'false');
    const answered = answers.reduce((sum, { count }) => sum + count, 0);
    if (answered < 2) continue;
    found.inputs += 1;
    if (answers.length > 1) found.differ += 1;
  }
  return found;
}

function scoreAnswers(
  { prompt, response }: { prompt: string; response: string },
  { current, reference }: ScoreInput,
): Score {
  const { inputs, differ } = repeated(current);
  if (inputs === 0) {
    const why =
      rowsOf(current) === 0
        ? 'no rows in this window'
        : `no ${prompt} came twice with a ${response} each time`;
    return unscored(why);
  }
  const old = reference ? repeated(reference) : { inputs: 0, differ: 0 };
  const before = old.inputs > 0 ? old.differ / old.inputs : null;
  const share = differ / inputs;
  const beside = before === null ? '' : `, ${percent(before)} in the reference`;
  const { count, exact } = groupsInAll(sampleOf(current), INPUTS_MAX);
  const looked = exact ? '' : `; looked at ${INPUTS_MAX} of about ${count} different inputs`;
  const range = proportionInterval({ count: differ, n: inputs });
  return {
    ok: true,
    value: share,
    rows: inputs,
    explanation: {
      sentence: `${percent(share)} of inputs that came more than once got different answers (${differ} of ${inputs})${beside}${looked}`,
      parts: [
        { label: 'different answers', reference: before, current: share },
        { label: 'the same answer', reference: before === null ? null : 1 - before, current: 1 - share },
      ],
    },
    ...(isComputable(range) && { interval: { ...range, level: 0.95 } }),
  };
}
