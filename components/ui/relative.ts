import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/core/time';

const steps = [
  { size: DAY_MS * 365, word: 'year' },
  { size: DAY_MS * 30, word: 'month' },
  { size: DAY_MS, word: 'day' },
  { size: HOUR_MS, word: 'hour' },
  { size: MINUTE_MS, word: 'minute' },
];

/** `3 hours ago`, `in 2 days`, `just now`: the largest whole unit, rounded down. */
export function relative(at: number, now: number): string {
  const distance = Math.abs(now - at);
  const step = steps.find(({ size }) => distance >= size);
  if (!step) return at > now ? 'in a moment' : 'just now';
  const count = Math.floor(distance / step.size);
  const amount = `${count} ${step.word}${count === 1 ? '' : 's'}`;
  return at > now ? `in ${amount}` : `${amount} ago`;
}
