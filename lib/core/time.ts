/** Milliseconds since 1970-01-01T00:00:00Z. Every time inside the product is one of these. */
export type Millis = number;

/** A half-open stretch of time: `from` is in it, `to` is not. */
export type Span = { from: Millis; to: Millis };

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
type Unit = keyof typeof UNIT_MS;
const DURATION = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)$/;

export const SECOND_MS = UNIT_MS.s;
export const MINUTE_MS = UNIT_MS.m;
export const HOUR_MS = UNIT_MS.h;
export const DAY_MS = UNIT_MS.d;

/** Reads `15m`, `1h`, `1.5d`. Returns null where the text is no duration. */
export function parseDuration(text: string): Millis | null {
  const match = DURATION.exec(text.trim());
  if (!match) return null;
  const ms = Number(match[1]) * UNIT_MS[match[2] as Unit];
  return Number.isSafeInteger(ms) ? ms : null;
}

/** Writes a duration in the largest unit that divides it: 900000 → `15m`. */
export function formatDuration(ms: Millis): string {
  for (const unit of ['w', 'd', 'h', 'm', 's'] as const) {
    if (ms >= UNIT_MS[unit] && ms % UNIT_MS[unit] === 0) return `${ms / UNIT_MS[unit]}${unit}`;
  }
  return `${ms}ms`;
}

/** The latest multiple of `stepMs` (counted from the epoch, so days are UTC days) that is not after `at`. */
export function floorTo(at: Millis, stepMs: Millis): Millis {
  return Math.floor(at / stepMs) * stepMs;
}

/** `2025-02-10T13:00Z`: a moment as messages show it, without seconds where they are zero. */
export function formatTime(at: Millis): string {
  return new Date(at).toISOString().replace(/(:00)?\.\d{3}Z$/, 'Z');
}
