export type Politeness = 'polite' | 'assertive';
export type Announcements = Readonly<Record<Politeness, string>>;

const listeners = new Set<() => void>();
const silent: Announcements = { polite: '', assertive: '' };
let current = silent;

/** Says something to screen readers, from anywhere. `assertive` interrupts: only for errors that block. */
export function announce(text: string, politeness: Politeness = 'polite'): void {
  // A live region speaks only when it changes, so the same words twice differ by a space nobody hears.
  const said = current[politeness] === text ? `${text}\u00a0` : text;
  current = { ...current, [politeness]: said };
  for (const listener of listeners) listener();
}

export const announcements = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): Announcements => current,
  atServer: (): Announcements => silent,
};
