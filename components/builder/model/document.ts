/** What a person edits: the spec's text, and apart from it where its nodes are drawn. */
export type Position = { x: number; y: number };
export type Layout = Readonly<Record<string, Position>>;
export type Doc = { text: string; layout: Layout };

export const sameDoc = (a: Doc, b: Doc): boolean => a.text === b.text && sameLayout(a.layout, b.layout);

export function sameLayout(a: Layout, b: Layout): boolean {
  if (a === b) return true;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => a[key]?.x === b[key]?.x && a[key]?.y === b[key]?.y);
}
