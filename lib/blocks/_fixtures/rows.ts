import type { Block, DetectorRun, Score } from '@/lib/blocks/block';
import { createRng } from '@/lib/core/rng';
import { linearQuantiles } from '@/lib/stats/_golden/golden';
import { EVENT_TIME, type Row, type Value } from '@/lib/tally/column';
import { readColumn } from '@/lib/tally/computed';
import { fold } from '@/lib/tally/fold';
import { type Profile, type Profiles, profileKey } from '@/lib/tally/profile';
import { emptyTally } from '@/lib/tally/tally';

/** Rows, profiles and scores for tests of detectors. Only tests and benchmarks import this file. */

export const SPAN = { from: 0, to: 3_600_000 };

const COLUMNS: Record<string, (rng: ReturnType<typeof createRng>) => Value> = {
  age: (rng) => Math.round(38 + 13 * rng.normal()),
  hours_per_week: (rng) => (rng.uniform() < 0.05 ? null : rng.below(60) + 1),
  latency_ms: (rng) => Math.exp(4 + rng.normal() / 2),
  score: (rng) => rng.uniform(),
  prediction: (rng) => (rng.uniform() < 0.3 ? 1 : 0),
  income_gt_50k: (rng) => (rng.uniform() < 0.2 ? null : rng.below(2)),
  workclass: (rng) => rng.pick(['Private', 'Self-employed', 'Government', null]),
  sex: (rng) => rng.pick(['Female', 'Male']),
  'response.words': (rng) => rng.below(300),
  'response.language': (rng) => rng.pick(['en', 'en', 'de', null]),
  'prompt.language': (rng) => rng.pick(['en', 'en', 'en', 'fr']),
  'response.pii': (rng) => rng.pick(['none', 'none', 'email', 'email+phone']),
  'response.secrets': (rng) => rng.pick(['none', 'none', 'api_key']),
  'response.toxicity': (rng) => rng.uniform(),
  'response.refusal': (rng) => rng.uniform() < 0.1,
  'response.repetition': (rng) => rng.uniform() / 4,
  'response.readability': (rng) => 60 + 10 * rng.normal(),
  'response.json': (rng) => rng.pick(['none', 'object:answer', 'object:answer,sources', 'array']),
  'response.prompt_similarity': (rng) => rng.uniform(),
  'response.groundedness': (rng) => rng.uniform(),
  'response.leakage': (rng) => rng.uniform() / 2,
  'prompt.injection': (rng) => rng.uniform(),
  'prompt.jailbreak': (rng) => rng.uniform(),
  [EVENT_TIME]: (rng) => rng.below(SPAN.to),
};

/** Rows of an invented model, the same for the same seed. */
export function rowsFrom(seed: number, count: number): Row[] {
  const rng = createRng(seed);
  return Array.from(
    { length: count },
    () => new Map(Object.entries(COLUMNS).map(([name, make]) => [name, make(rng)])),
  );
}

/** Profiles as the query side answers them. */
export function profilesOf(run: DetectorRun, rows: readonly Row[]): Profiles {
  return Object.fromEntries(
    run.profiles.map((need): [string, Profile] => {
      const values = rows.map((row) => readColumn(need.column, row)).filter((value) => value !== null);
      if (need.kind === 'top') {
        const counts = new Map<string | number, number>();
        for (const value of values) {
          const name = typeof value === 'boolean' ? String(value) : value;
          counts.set(name, (counts.get(name) ?? 0) + 1);
        }
        const top = [...counts].sort((a, b) => b[1] - a[1]).slice(0, need.k);
        return [profileKey(need), { kind: 'top', values: top.map(([value]) => value) }];
      }
      const numbers = values.filter(
        (value) => typeof value === 'number' && Number.isFinite(value),
      ) as number[];
      return [profileKey(need), { kind: 'quantiles', values: linearQuantiles(numbers, need.n) }];
    }),
  );
}

/** A detector with its params bound. */
export function bound(block: Block<'detector'>, params: unknown = block.example): DetectorRun {
  const binding = block.bind(params);
  if (!binding.ok) throw new RangeError(`these params of ${block.type} do not bind`);
  return binding.run;
}

/** Rows of one column. */
export const rowsOfColumn = (column: string, values: readonly Value[]): Row[] =>
  values.map((value) => new Map([[column, value]]));

/** Rows from objects. */
export const rowsOfObjects = (objects: readonly Record<string, Value>[]): Row[] =>
  objects.map((object) => new Map(Object.entries(object)));

/** What a detector says of rows against reference rows. */
export function scoreRows(run: DetectorRun, current: readonly Row[], reference?: readonly Row[]): Score {
  const spec = run.needs(profilesOf(run, reference ?? []));
  return run.score({
    spec,
    current: current.length > 0 ? fold(spec, current) : emptyTally,
    reference: reference ? fold(spec, reference) : null,
    span: SPAN,
    referenceSpan: reference ? SPAN : null,
  });
}
