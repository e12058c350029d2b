import * as z from 'zod';
import { defineDetector, scored, unscored } from '@/lib/blocks/block';
import { textColumn } from '@/lib/blocks/textShare';
import { percent, rowCount } from '@/lib/blocks/words';
import { derivedName } from '@/lib/descriptors/derived';
import { rowsOf, type Tally } from '@/lib/tally/tally';

/** Share of answers in another language than their question. */
export const languageMismatchShare = defineDetector({
  type: 'language_mismatch_share',
  title: 'Language mismatch share',
  category: 'generative ai',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of answers in another language than their question.',
  when: 'Put it on assistants that serve several languages: people who are answered in a language they did not write in leave.',
  synonyms: ['language', 'wrong language', 'language consistency', 'translation'],
  sources: ['Grefenstette 1995, Comparing two language identification schemes'],
  limits: [
    '37 languages, from about four words on; pairs in which either is too short to tell are left out.',
  ],
  params: z.strictObject({
    response: textColumn('response', 'language'),
    prompt: textColumn('prompt', 'language'),
  }),
  example: { response: 'response', prompt: 'prompt' },
  run: ({ response = 'response', prompt = 'prompt' }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [
        { column: derivedName(prompt, 'language'), bin: { kind: 'identity' } },
        { column: derivedName(response, 'language'), bin: { kind: 'identity' } },
      ],
    }),
    score: ({ current, reference }) => {
      const now = pairsOf(current);
      if (rowsOf(current) === 0) return unscored('no rows in this window');
      if (now.rows === 0) return unscored(`no row tells the language of both ${prompt} and ${response}`);
      const then = reference ? pairsOf(reference) : null;
      const before = then && then.rows > 0 ? then.other / then.rows : null;
      const beside = before === null ? '' : `, ${percent(before)} in the reference`;
      const [most] = [...now.pairs].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      const mostly = most ? `, most often ${most[0]}` : '';
      const value = now.other / now.rows;
      return scored(value, now.rows, {
        sentence: `${percent(value)} of ${response} is in another language than ${prompt} (${now.other} of ${rowCount(now.rows)})${mostly}${beside}`,
        parts: [...now.pairs].map(([label, count]) => ({
          label,
          reference: then && then.rows > 0 ? (then.pairs.get(label) ?? 0) / then.rows : null,
          current: count / now.rows,
        })),
      });
    },
  }),
});

/** Rows whose two languages are known, and those of them that differ by `de to en`. */
function pairsOf(tally: Tally): { rows: number; other: number; pairs: ReadonlyMap<string, number> } {
  const pairs = new Map<string, number>();
  let [rows, other] = [0, 0];
  for (const { key, count } of tally.cells) {
    const [asked, answered] = key;
    if (typeof asked !== 'string' || typeof answered !== 'string') continue;
    rows += count;
    if (asked === answered) continue;
    other += count;
    pairs.set(`${asked} to ${answered}`, count);
  }
  return { rows, other, pairs };
}
