const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** The last moment that an event may have: the end of the year 9999. */
const TIME_MAX = 253_402_300_799_999;

/**
 * Reads an event time: ISO 8601 text (UTC where no zone is given), or seconds, milliseconds, microseconds or
 * nanoseconds since 1970, told apart by size. Returns whole milliseconds, or null where it is no time.
 */
export function readTime(value: unknown): number | null {
  const ms =
    typeof value === 'number' ? fromNumber(value) : typeof value === 'string' ? fromText(value) : null;
  return ms !== null && ms >= 0 && ms <= TIME_MAX ? ms : null;
}

function fromNumber(value: number): number | null {
  if (!Number.isFinite(value) || value < 0) return null;
  if (value < 1e11) return Math.round(value * 1000);
  if (value < 1e14) return Math.round(value);
  if (value < 1e17) return Math.floor(value / 1e3);
  return Math.floor(value / 1e6);
}

function fromText(value: string): number | null {
  if (value.length < 10 || value.length > 35) return null;
  const match = ISO.exec(value);
  if (!match) return null;
  const zoned = value.length === 10 || match[1] ? value : `${value}Z`;
  const ms = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(ms) ? null : Math.floor(ms);
}
