import * as z from 'zod';
import type { Key, KeyValue } from '@/lib/tally/key';
import type { Cell, Tally } from '@/lib/tally/tally';
import { columnList, roleColumn } from './block';

/** Params that say which groups are compared, and how sure a comparison must be. */
export const groupShape = {
  group: roleColumn('group', {
    title: 'Group',
    description: 'The column whose values are compared, such as sex or region.',
  }),
  combinedWith: columnList({
    title: 'Combined with',
    description: 'Further columns: groups are then the combinations of values, such as Female|rural.',
    min: 0,
    max: 4,
  }).default([]),
  groupRowsMin: z.int().min(1).max(1_000_000).default(30).meta({
    title: 'Smallest group',
    unit: 'rows',
    description: 'Groups whose rate rests on fewer rows are left out, and named.',
    advanced: true,
  }),
  confidence: z.number().min(0.5).max(0.9999).default(0.95).meta({
    title: 'Confidence',
    unit: 'share',
    description: 'Of the interval that a limit judges by. It holds over all pairs of groups together.',
    advanced: true,
  }),
};

const shape = z.strictObject(groupShape);
export type GroupChoice = z.output<typeof shape>;

/** The keys that tell groups apart; they come first. */
export function groupKeys({ group, combinedWith }: GroupChoice): Key[] {
  return [group ?? 'group', ...combinedWith].map((column) => ({ column, bin: { kind: 'identity' } }));
}

/** Cells by the name of their group, by name, without the group's keys. A row without a value is of `missing`. */
export function splitGroups(tally: Tally, keys: number): Map<string, Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of tally.cells) {
    const name = cell.key.slice(0, keys).map(nameOf).join('|');
    const cells = groups.get(name) ?? [];
    cells.push({ ...cell, key: cell.key.slice(keys) });
    groups.set(name, cells);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const nameOf = (value: KeyValue) => (value === null ? 'missing' : String(value));
