import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { scoreLimit, scoreShare, textColumn, textShareRun } from '@/lib/blocks/textShare';

/** Share of texts with offensive words. */
export const toxicityShare = defineDetector({
  type: 'toxicity_share',
  title: 'Toxicity share',
  category: 'generative ai',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of texts with slurs, threats, insults or strong language.',
  when: 'Put it on answers to know when a model turns rude, and on prompts to know when people do. It goes by a list of English words and phrases.',
  synonyms: ['toxic', 'hate speech', 'profanity', 'insults', 'offensive', 'abuse', 'moderation'],
  sources: ['Schmidt and Wiegand 2017, A survey on hate speech detection'],
  limits: [
    'On 500 English comments from social media (half of them toxic): precision 0.95, recall 0.71.',
    'Scorn in polite words is not seen, and quoting an insult counts as one.',
  ],
  params: z.strictObject({
    text: textColumn('response', 'toxicity'),
    limit: scoreLimit(0.35, 'One strong word is 0.35, an insult 0.6, a slur or a threat 0.85.'),
  }),
  example: { text: 'response' },
  run: ({ text = 'response', limit }) =>
    textShareRun({ column: text, descriptor: 'toxicity', ...scoreShare(limit), words: 'is toxic' }),
});
