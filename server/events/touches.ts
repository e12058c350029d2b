import { floorTo, HOUR_MS, MINUTE_MS, type Span } from '@/lib/core/time';

/** How long before the latest event minutes are told apart; older changes are known to the hour. */
const FINE_MS = 48 * HOUR_MS;
/** How many minutes may pile up before the old ones are dropped. */
const MINUTES_MAX = 2 * (FINE_MS / MINUTE_MS);

/**
 * When each stretch of event time was last written to, as the sequence number of the commit. Answers at once whether
 * a tally computed earlier still stands.
 */
export type Touches = {
  touch(time: number, seq: number): void;
  /** The highest sequence number of a commit that wrote into the span; 0 if none did. Never too low. */
  since(span: Span): number;
};

/** Times beyond `now()` do not move the fine stretch, so that one sender with a wrong clock costs the others nothing. */
export function createTouches(now: () => number): Touches {
  const hours = new Map<number, number>();
  const minutes = new Map<number, number>();
  let latest = Number.NEGATIVE_INFINITY;

  const raise = (map: Map<number, number>, at: number, seq: number) => {
    if ((map.get(at) ?? 0) < seq) map.set(at, seq);
  };

  /** The first hour whose minutes are all kept. */
  const fineFrom = () => floorTo(latest - FINE_MS, HOUR_MS) + HOUR_MS;

  function prune(): void {
    const from = fineFrom();
    for (const minute of minutes.keys()) if (minute < from) minutes.delete(minute);
  }

  function highest(map: Map<number, number>, span: Span, step: number): number {
    let seq = 0;
    const steps = (span.to - span.from) / step;
    if (steps > map.size) {
      for (const [at, n] of map) if (at + step > span.from && at < span.to && n > seq) seq = n;
      return seq;
    }
    for (let at = floorTo(span.from, step); at < span.to; at += step) seq = Math.max(seq, map.get(at) ?? 0);
    return seq;
  }

  return {
    touch(time, seq) {
      if (time > latest) latest = Math.max(latest, Math.min(time, now()));
      raise(hours, floorTo(time, HOUR_MS), seq);
      if (time < fineFrom()) return;
      raise(minutes, floorTo(time, MINUTE_MS), seq);
      if (minutes.size > MINUTES_MAX) prune();
    },
    since(span) {
      if (!(span.from < span.to)) return 0;
      const fine = fineFrom();
      const firstWhole = Math.max(span.from, fine);
      const old =
        span.from < fine ? highest(hours, { from: span.from, to: Math.min(span.to, fine) }, HOUR_MS) : 0;
      const recent =
        span.to > firstWhole ? highest(minutes, { from: firstWhole, to: span.to }, MINUTE_MS) : 0;
      return Math.max(old, recent);
    },
  };
}
