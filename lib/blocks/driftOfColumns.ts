import { type Adjustment, adjustPValues } from '@/lib/stats/adjustPValues';
import { isComputable } from '@/lib/stats/notComputable';
import { splitFirst } from '@/lib/tally/merge';
import { emptyTally, rowsOf, type Tally } from '@/lib/tally/tally';
import { autoDrift } from './autoDrift';
import { type DetectorRun, type Explanation, type Score, type ScoreInput, scored, unscored } from './block';
import { withUsual } from './usual';
import { listed, percent } from './words';

/** How columns are judged together. */
export type Together = { correction: keyof typeof corrections; level: number };

const corrections = {
  benjamini_hochberg: { method: 'benjaminiHochberg', name: 'Benjamini-Hochberg' },
  bonferroni: { method: 'bonferroni', name: 'Bonferroni' },
} as const satisfies Record<string, { method: Adjustment; name: string }>;

/** What was found of one column, or why nothing could be. */
export type ColumnDrift = { column: string } & (
  | { ok: true; value: number; upTo: number; pValue: number; drifted: boolean; sentence: string }
  | { ok: false; why: string }
);
type Known = Extract<ColumnDrift, { ok: true }>;

/** Several columns in one tally, each compared by the distance that fits it. */
export type ColumnsRun = Pick<DetectorRun, 'profiles' | 'needs'> & {
  each: (input: ScoreInput) => ColumnDrift[];
};

/** Drift of each column: its p-value by its own null, all judged together. */
export function eachColumn(columns: readonly string[], together: Together): ColumnsRun {
  const runs = columns.map((column) => ({ column, run: autoDrift(column, { countsOnly: true }) }));
  return {
    profiles: runs.flatMap(({ run }) => run.profiles),
    needs: (profiles) => ({ keys: [], apart: runs.flatMap(({ run }) => run.needs(profiles).keys) }),
    each: (input) => {
      const parts = splitFirst(input.current);
      const references = input.reference && referencesOf(input.reference);
      const found = runs.map(({ column, run }, i): ColumnDrift => {
        const key = input.spec.apart?.[i];
        const own: ScoreInput = {
          ...input,
          spec: { keys: key ? [key] : [] },
          current: parts.get(i) ?? emptyTally,
          reference: references && (references.get(i) ?? emptyTally),
        };
        return toColumn(column, withUsual(run, own, run.score(own)));
      });
      return judged(found, together);
    },
  };
}

const split = new WeakMap<Tally, ReturnType<typeof splitFirst>>();

/** A reference's columns, taken apart once: what was drawn from each is kept under its tally. */
function referencesOf(reference: Tally): ReturnType<typeof splitFirst> {
  const known = split.get(reference) ?? splitFirst(reference);
  split.set(reference, known);
  return known;
}

function toColumn(column: string, score: Score): ColumnDrift {
  if (!score.ok) return { column, ok: false, why: score.why };
  if (!score.usual) return { column, ok: false, why: `what is usual for ${column} is not known` };
  const sentence = score.explanation?.sentence ?? '';
  return { column, ok: true, value: score.value, ...score.usual, drifted: false, sentence };
}

function judged(columns: readonly ColumnDrift[], { correction, level }: Together): ColumnDrift[] {
  const known = columns.filter((one): one is Known => one.ok);
  const adjusted = adjustPValues(
    known.map(({ pValue }) => pValue),
    corrections[correction].method,
  );
  const rejected = isComputable(adjusted) ? adjusted.reject(level) : [];
  const drifted = new Set(known.filter((_, i) => rejected[i]));
  return columns.map((one) => (one.ok ? { ...one, drifted: drifted.has(one) } : one));
}

/** The share of columns that have drifted, as a detector. */
export function driftOfColumns(columns: readonly string[], together: Together): DetectorRun {
  const { profiles, needs, each } = eachColumn(columns, together);
  return {
    reference: 'required',
    profiles,
    needs,
    score: (input) => {
      const rows = rowsOf(splitFirst(input.current).get(0) ?? emptyTally);
      const all = each(input);
      const known = all.filter((one): one is Known => one.ok);
      const why = all.find((one) => !one.ok)?.why ?? 'there are no columns to compare';
      if (known.length === 0) return unscored(why, rows);
      const share = known.filter(({ drifted }) => drifted).length / known.length;
      return scored(share, rows, explain(known, together));
    },
  };
}

function explain(columns: readonly Known[], together: Together): Explanation {
  const parts = columns.map(({ column, upTo, value }) => ({
    label: column,
    reference: Math.min(1, upTo),
    current: Math.min(1, value),
  }));
  return { sentence: togetherWords(columns, together), parts };
}

/** `2 of 20 columns have drifted: age and income (Benjamini-Hochberg at 5 %)`, the surest first. */
export function togetherWords(columns: readonly ColumnDrift[], { correction, level }: Together): string {
  const known = columns.filter((one): one is Known => one.ok);
  const drifted = known
    .filter((one) => one.drifted)
    .sort((a, b) => a.pValue - b.pValue || b.value - a.value)
    .map(({ column }) => column);
  const how = `${corrections[correction].name} at ${percent(level)}`;
  const all = known.length === 1 ? '1 column' : `${known.length} columns`;
  if (drifted.length === 0) return `none of ${all} has drifted (${how})`;
  const verb = drifted.length === 1 ? 'has' : 'have';
  return `${drifted.length} of ${all} ${verb} drifted: ${listed(drifted)} (${how})`;
}
