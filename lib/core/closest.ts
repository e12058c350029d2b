/** Of known names, those that are likely meant by one that does not exist: nearest first, at most `most`. */
export function closest(wanted: string, known: readonly string[], most = 3): string[] {
  const asked = wanted.toLowerCase();
  return known
    .map((name) => ({ name, distance: distanceOf(asked, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= 0.4)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ name }) => name);
}

/** Longer names differ enough in their beginnings. */
const LENGTH_MAX = 60;

/** 0 for equal names, 1 for names with nothing in common: edits by the longer name, or a word that both have. */
function distanceOf(a: string, b: string): number {
  const [from, to] = [a.slice(0, LENGTH_MAX), b.slice(0, LENGTH_MAX)];
  const edits = editDistance(from, to) / Math.max(from.length, to.length, 1);
  const words = new Set(a.split('_'));
  const shared = b.split('_').some((word) => word.length > 3 && words.has(word));
  return shared ? Math.min(edits, 0.4) : edits;
}

/** Letters to add, remove or change (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
