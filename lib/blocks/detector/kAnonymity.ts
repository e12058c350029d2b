import * as z from 'zod';
import { anonymitySpec, groupSizes, quasiIdentifiers } from '@/lib/blocks/anonymity';
import { defineDetector, scored, unscored } from '@/lib/blocks/block';
import { listed, percent, rowCount } from '@/lib/blocks/words';
import { rowsOf } from '@/lib/tally/tally';

/** Size of the smallest group of rows that agree in the columns which could tell a person. */
export const kAnonymity = defineDetector({
  type: 'k_anonymity',
  title: 'k-anonymity',
  category: 'security and privacy',
  unit: 'rows',
  worse: 'lower',
  summary: 'How many rows at least share the same values, so that none of them stands out.',
  when: 'Put it on what is logged about people: a group of 1 is a person who can be recognised by those columns alone. Rules often ask for at least 5 or 10.',
  synonyms: ['privacy', 'anonymity', 'quasi-identifier', 're-identification', 'gdpr', 'smallest group'],
  sources: ['Sweeney 2002, k-anonymity: a model for protecting privacy'],
  params: z.strictObject({
    columns: quasiIdentifiers,
    passOver: z.number().min(0).max(0.5).default(0).meta({
      title: 'Groups passed over',
      description: '0 takes the smallest group, 0.05 the one that is larger than the smallest 5 % of groups.',
      advanced: true,
    }),
  }),
  example: { columns: ['sex', 'workclass'] },
  run: ({ columns, passOver }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => anonymitySpec(columns),
    score: ({ current, reference }) => {
      const { sizes, note } = groupSizes(current);
      const k = kOf(sizes, passOver);
      if (k === null) return unscored('no rows in this window');
      const before = reference ? kOf(groupSizes(reference).sizes, passOver) : null;
      const which =
        passOver === 0 ? 'the smallest group' : `the group after the smallest ${percent(passOver)}`;
      const alone = sizes.filter((size) => size === 1).length;
      const beside = before === null ? '' : `, ${before} in the reference`;
      const detail = alone > 0 ? `; ${alone} of ${sizes.length} groups are a single row` : '';
      return scored(k, rowsOf(current), {
        sentence: `${which} with the same ${listed(columns)} has ${rowCount(k)}${beside}${detail}${note}`,
        parts: [],
      });
    },
  }),
});

const kOf = (sizes: readonly number[], passOver: number): number | null =>
  sizes[Math.floor(passOver * sizes.length)] ?? null;
