import * as z from 'zod';
import { anonymitySpec, groupSizes, quasiIdentifiers } from '@/lib/blocks/anonymity';
import { defineDetector, scored, unscored } from '@/lib/blocks/block';
import { listed, percent, rowCount } from '@/lib/blocks/words';

/** Share of rows in groups of fewer than k that agree in the columns which could tell a person. */
export const identifiableShare = defineDetector({
  type: 'identifiable_share',
  title: 'Identifiable share',
  category: 'security and privacy',
  unit: 'share',
  worse: 'higher',
  summary: 'The share of rows that only few others are like, so that a person could be recognised.',
  when: 'Put it beside k-anonymity: the smallest group says how bad it is for one person, this how many are concerned.',
  synonyms: ['privacy', 'k-anonymity', 'quasi-identifier', 're-identification', 'gdpr', 'uniqueness'],
  sources: ['Sweeney 2002, k-anonymity: a model for protecting privacy'],
  params: z.strictObject({
    columns: quasiIdentifiers,
    k: z.int().min(2).max(1000).default(5).meta({
      title: 'k',
      unit: 'rows',
      description: 'Rows in groups of fewer are identifiable.',
    }),
  }),
  example: { columns: ['sex', 'workclass'], k: 5 },
  run: ({ columns, k }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => anonymitySpec(columns),
    score: ({ current, reference }) => {
      const { sizes, note } = groupSizes(current);
      const rows = sumOf(sizes);
      if (rows === 0) return unscored('no rows in this window');
      const few = sizes.filter((size) => size < k);
      const old = reference ? groupSizes(reference).sizes : [];
      const before = old.length > 0 ? sumOf(old.filter((size) => size < k)) / sumOf(old) : null;
      const share = sumOf(few) / rows;
      const beside = before === null ? '' : `, ${percent(before)} in the reference`;
      return scored(share, rows, {
        sentence: `${percent(share)} of rows (${sumOf(few)} of ${rows}) share ${listed(columns)} with fewer than ${rowCount(k)}${beside}${note}`,
        parts: [
          { label: `fewer than ${k} alike`, reference: before, current: share },
          { label: `${k} or more alike`, reference: before === null ? null : 1 - before, current: 1 - share },
        ],
      });
    },
  }),
});

const sumOf = (sizes: readonly number[]): number => sizes.reduce((a, b) => a + b, 0);
