import { type Condition, condition } from '@/lib/tally/condition';
import type { Key } from '@/lib/tally/key';
import { rowsOf, type Tally } from '@/lib/tally/tally';

/** A param that says which rows are good, or which are bad. */
export function conditionParam(options: { title: string; description: string }) {
  return condition.meta({ ...options, widget: 'condition' });
}

/** Tells the rows that meet a condition from the others. */
export const metKey = (where: Condition): Key => ({ column: { is: where }, bin: { kind: 'identity' } });

/** Whether a cell, whose key at a place is of `metKey`, holds rows that meet the condition. */
export const isMet = (cell: { key: readonly unknown[] }, place = 0): boolean => cell.key[place] === 'true';

/** All rows, and those that meet the condition of the first key. */
export function countMet(tally: Tally): { rows: number; met: number } {
  return { rows: rowsOf(tally), met: rowsOf({ cells: tally.cells.filter((cell) => isMet(cell)) }) };
}
