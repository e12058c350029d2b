import { failure } from '@/lib/core/failures';

/** Cursors say where a page ended: a time and an id, so that new rows do not shift the next page. */
export type Place = { at: number; id: string };

export const cursorOf = ({ at, id }: Place): string => `${at}.${id}`;

export function placeOf(cursor: string | null | undefined): Place | null {
  if (cursor === null || cursor === undefined) return null;
  const match = /^(\d{1,16})\.(.{0,100})$/.exec(cursor);
  if (!match) throw failure('input_invalid', { field: 'cursor', message: 'expected the cursor of a page' });
  return { at: Number(match[1]), id: match[2] ?? '' };
}

/** One more row than the page holds was asked for: whether there is a next page. */
export function pageOf<Row>(
  rows: readonly Row[],
  size: number,
  placeAt: (row: Row) => Place,
): { rows: Row[]; nextCursor: string | null } {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return {
    rows: shown,
    nextCursor: rows.length > size && last !== undefined ? cursorOf(placeAt(last)) : null,
  };
}
