const listeners = new Set<() => void>();
let now = 0;
let timer: ReturnType<typeof setInterval> | null = null;

/** One clock for every relative time on the page; it stands still while nothing reads it. */
export const clock = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    timer ??= setInterval(() => {
      now = Date.now();
      for (const each of listeners) each();
    }, 20_000);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0 || timer === null) return;
      clearInterval(timer);
      timer = null;
      now = 0;
    };
  },
  now(): number {
    if (now === 0) now = Date.now();
    return now;
  },
  /** The server does not know when the page is looked at. */
  atServer(): null {
    return null;
  },
};
