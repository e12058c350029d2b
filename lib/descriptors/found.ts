import { NOTHING } from './derived';

/** A stretch of a text, as UTF-16 offsets, end exclusive. */
export type Found<Kind extends string> = { kind: Kind; start: number; end: number };

/** Joins the kinds that were found, in the order of `order`: `email+phone`; `none` where nothing was. */
export function kindsText<Kind extends string>(
  found: readonly Found<Kind>[],
  order: readonly Kind[],
): string {
  const kinds = order.filter((kind) => found.some((one) => one.kind === kind));
  return kinds.length > 0 ? kinds.join('+') : NOTHING;
}

/** Keeps findings apart: what a surer rule has taken, a later one leaves. */
export function createFindings<Kind extends string>() {
  const found: Found<Kind>[] = [];
  return {
    found,
    isFree: (start: number, end: number) => found.every((one) => end <= one.start || start >= one.end),
    add: (kind: Kind, start: number, end: number) => {
      found.push({ kind, start, end });
    },
  };
}

/** What a rule for some kinds needs of it. */
export type Findings<Kind extends string> = {
  isFree: (start: number, end: number) => boolean;
  add: (kind: Kind, start: number, end: number) => void;
};

/** Each match of a global expression: its text and where it begins. */
export function eachMatch(form: RegExp, text: string, see: (match: string, start: number) => void): void {
  form.lastIndex = 0;
  for (let match = form.exec(text); match; match = form.exec(text)) {
    see(match[0], match.index);
    if (match[0] === '') form.lastIndex += 1;
  }
}
