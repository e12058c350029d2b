import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { scoreLimit, scoreShare, textColumn, textShareRun } from '@/lib/blocks/textShare';

/** Share of texts that try to give the model other instructions. */
export const injectionShare = defineDetector({
  type: 'injection_share',
  title: 'Prompt injection share',
  category: 'security and privacy',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of texts that try to override the model’s instructions or to draw them out.',
  when: 'Put it on prompts to see attacks as they come in, and on the context column to see documents that hide orders to the model.',
  synonyms: [
    'prompt injection',
    'ignore previous instructions',
    'indirect injection',
    'attack',
    'owasp llm01',
  ],
  sources: [
    'OWASP Top 10 for LLM applications 2025, LLM01',
    'Perez and Ribeiro 2022',
    'Greshake et al. 2023',
  ],
  limits: [
    'It knows families of phrases, in English and the common ones of six other languages; none of 1,250 ordinary texts is taken for one.',
    'A new wording is not seen, and a text about such attacks is.',
  ],
  params: z.strictObject({
    text: textColumn('prompt', 'injection'),
    limit: scoreLimit(0.5, 'Each family of phrases adds to the score; most reach 0.5 alone.'),
  }),
  example: { text: 'prompt' },
  run: ({ text = 'prompt', limit }) =>
    textShareRun({
      column: text,
      descriptor: 'injection',
      ...scoreShare(limit),
      words: 'looks like a prompt injection',
    }),
});
