import type { KeyValue } from './key';
import { createSampler } from './sample';
import { type Cell, compareKeys, keyText, type Measure, type Tally, type TallySpec } from './tally';

type Gathered = {
  key: readonly KeyValue[];
  count: number;
  values: (number | null)[];
  sampler: ReturnType<typeof createSampler> | null;
};

/** Collects cells by key. The one place where cells are added up, for folding rows and for merging tallies alike. */
export function createGatherer({ measures = [], sample }: TallySpec) {
  const byKey = new Map<unknown, Gathered>();
  return {
    add(cell: Cell): void {
      // A single key is its own map key; that spares a text per cell where most of the time goes.
      const id = cell.key.length === 1 ? cell.key[0] : keyText(cell.key);
      const old = byKey.get(id);
      if (!old) {
        const sampler = sample ? createSampler(sample) : null;
        sampler?.add(cell.sample ?? []);
        byKey.set(id, { key: cell.key, count: cell.count, values: [...cell.values], sampler });
        return;
      }
      old.count += cell.count;
      old.sampler?.add(cell.sample ?? []);
      for (let i = 0; i < measures.length; i++) {
        old.values[i] = combine(measures[i] as Measure, old.values[i] ?? null, cell.values[i] ?? null);
      }
    },
    finish(): Tally {
      const cells = [...byKey.values()].map(
        ({ sampler, ...cell }): Cell => (sampler ? { ...cell, sample: sampler.finish() } : cell),
      );
      return { cells: cells.sort((a, b) => compareKeys(a.key, b.key)) };
    },
  };
}

function combine(measure: Measure, a: number | null, b: number | null): number | null {
  if (a === null) return b;
  if (b === null) return a;
  if (measure.of === 'min') return Math.min(a, b);
  if (measure.of === 'max') return Math.max(a, b);
  return a + b;
}

/** The tally of all rows of all these tallies. Associative and commutative; the empty tally is its unit. */
export function merge(spec: TallySpec, tallies: Iterable<Tally>): Tally {
  const gatherer = createGatherer(spec);
  for (const tally of tallies) for (const cell of tally.cells) gatherer.add(cell);
  return gatherer.finish();
}

/** Splits a tally by its first key: the rest of the key stays, the first value names the part. */
export function splitFirst(tally: Tally): Map<KeyValue, Tally> {
  const parts = new Map<KeyValue, Cell[]>();
  for (const cell of tally.cells) {
    const [first = null, ...rest] = cell.key;
    const part = parts.get(first);
    const stripped = { ...cell, key: rest };
    if (part) part.push(stripped);
    else parts.set(first, [stripped]);
  }
  return new Map([...parts].map(([name, cells]) => [name, { cells }]));
}

/** Drops the first key and adds up what then is the same. */
export function dropFirst(spec: TallySpec, tally: Tally): Tally {
  return merge(spec, splitFirst(tally).values());
}
