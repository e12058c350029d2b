import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { textColumn, textShareRun } from '@/lib/blocks/textShare';

/** Share of answers that are not JSON, or not an object with the keys that it should have. */
export const invalidFormatShare = defineDetector({
  type: 'invalid_format_share',
  title: 'Invalid format share',
  category: 'generative ai',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of answers that are not the JSON they should be.',
  when: 'Put it where a program reads the answer: one that is cut off, wrapped in prose or lacks a field breaks what comes after.',
  synonyms: ['json', 'schema', 'structured output', 'parse error', 'format validity', 'malformed'],
  sources: ['RFC 8259'],
  limits: [
    'Checked are the syntax, one fence of Markdown aside, and the names of the outermost keys (the first 20), not the values.',
  ],
  params: z.strictObject({
    response: textColumn('response', 'json'),
    keys: z
      .array(z.string().regex(/^[\w.-]{1,40}$/))
      .max(20)
      .default([])
      .meta({
        title: 'Keys',
        description: 'Keys that the object must have; none means that any JSON will do.',
      }),
  }),
  example: { response: 'response', keys: ['answer'] },
  run: ({ response = 'response', keys }) =>
    textShareRun({
      column: response,
      descriptor: 'json',
      bin: { kind: 'identity' },
      hit: (key) => (typeof key === 'string' ? faultOf(key, keys) !== null : null),
      words: keys.length > 0 ? `is not JSON with ${keys.join(', ')}` : 'is not JSON',
      kinds: (key) => [faultOf(String(key), keys) ?? []].flat(),
    }),
});

/** What is wrong with a form such as `object:answer,sources`; null where nothing is. */
function faultOf(form: string, keys: readonly string[]): string | null {
  if (form === 'none') return 'no JSON';
  if (keys.length === 0) return null;
  if (!form.startsWith('object:')) return 'no object';
  const there = new Set(form.slice('object:'.length).split(','));
  const missing = keys.filter((key) => !there.has(key));
  return missing.length > 0 ? `without ${missing.join(', ')}` : null;
}
