import type { Column } from './computed';
import type { Key, KeyValue } from './key';
import type { Sample, SampleSpec } from './sample';

/**
 * A number kept for each cell besides its count. Non-finite and missing values are left out, so one bad value
 * cannot spoil a sum. `sum` and `sum_of_squares` add; `min` and `max` keep the extreme. The sum over a computed `is` is
 * the number of rows that meet it; a column of true and false itself has no sum.
 */
export type Measure = { of: 'sum' | 'sum_of_squares' | 'min' | 'max'; column: Column };

/**
 * What a detector needs: how rows are grouped, and what is kept of each group besides its count.
 *
 * `apart` asks for counts alone, of several keys one at a time instead of together, so that fifty columns cost fifty
 * short tallies and not one of all their combinations: a cell's key then goes on with the place of one of them and
 * its value, and every row is counted once for each.
 */
export type TallySpec = {
  keys: readonly Key[];
  measures?: readonly Measure[];
  sample?: SampleSpec;
  apart?: readonly Key[];
};

/**
 * One group: its key (a value per key of the spec), its row count, a value per measure (null where no row had one), and
 * the sample of its rows where the spec has one.
 */
export type Cell = {
  key: readonly KeyValue[];
  count: number;
  values: readonly (number | null)[];
  sample?: Sample;
};

/** Cells in the order of `compareKeys`, no two with one key, none with count 0. Plain data: it can be stored and sent. */
export type Tally = { cells: readonly Cell[] };

/** The unit of `merge`. */
export const emptyTally: Tally = { cells: [] };

/** A text that is the same for equal keys and different for different ones. */
export function keyText(key: readonly KeyValue[]): string {
  return JSON.stringify(key);
}

/** Missing first, then numbers by size, then text by code unit; shorter keys first. */
export function compareKeys(a: readonly KeyValue[], b: readonly KeyValue[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareValues(a[i] ?? null, b[i] ?? null);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareValues(a: KeyValue, b: KeyValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  return a < b ? -1 : 1;
}

/** A spec with keys counted apart as the specs that count one of them each. */
export function partsOf({ keys, apart = [] }: TallySpec): TallySpec[] {
  return apart.map((key) => ({ keys: [...keys, key] }));
}

/** A cell of the part at this place as a cell of the whole. */
export function cellApart({ key, ...cell }: Cell, place: number): Cell {
  return { ...cell, key: [...key.slice(0, -1), place, key.at(-1) ?? null] };
}

/** Number of rows in the tally. */
export function rowsOf(tally: Tally): number {
  let rows = 0;
  for (const cell of tally.cells) rows += cell.count;
  return rows;
}

/** A text that is the same for specs that need the same tally. */
export function specText(spec: TallySpec): string {
  const plain = (keys: readonly Key[]) => keys.map((k) => [k.column, k.bin]);
  const counted = [plain(spec.keys), spec.measures ?? []];
  if (spec.apart) return JSON.stringify([...counted, { apart: plain(spec.apart) }]);
  return JSON.stringify(spec.sample ? [...counted, spec.sample] : counted);
}
