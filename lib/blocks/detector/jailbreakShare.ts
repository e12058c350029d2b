import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { scoreLimit, scoreShare, textColumn, textShareRun } from '@/lib/blocks/textShare';

/** Share of prompts that try to talk the model out of its limits. */
export const jailbreakShare = defineDetector({
  type: 'jailbreak_share',
  title: 'Jailbreak share',
  category: 'security and privacy',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of prompts that try to talk the model out of its limits.',
  when: 'Put it on the prompts of anything that answers the public: many attempts at once mean that somebody is trying, and that the answers deserve a look.',
  synonyms: ['jailbreak', 'dan', 'do anything now', 'role play attack', 'adversarial suffix', 'gcg', 'abuse'],
  sources: ['Chao et al. 2024, JailbreakBench', 'Shen et al. 2024, Do anything now', 'Zou et al. 2023 (GCG)'],
  limits: [
    'On attacks of JailbreakBench: all of 100 hand-written ones are found and 80 of 100 with optimised endings; of 1,250 ordinary texts 3 are taken for one.',
    'A plain harmful question without such a wrapping is not what it looks for.',
  ],
  params: z.strictObject({
    prompt: textColumn('prompt', 'jailbreak'),
    limit: scoreLimit(
      0.5,
      'Each sign adds to the score: a persona without rules, refusals forbidden, scrambled endings.',
    ),
  }),
  example: { prompt: 'prompt' },
  run: ({ prompt = 'prompt', limit }) =>
    textShareRun({
      column: prompt,
      descriptor: 'jailbreak',
      ...scoreShare(limit),
      words: 'looks like a jailbreak attempt',
    }),
});
