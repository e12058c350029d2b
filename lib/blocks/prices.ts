import * as z from 'zod';

/**
 * What a model costs from a day on: money per million tokens. `model` is a name, or the beginning of one before a `*`.
 * The longest that fits is taken, and of those the newest that had begun when the row happened.
 */
export type Price = { model: string; input: number; output: number; from?: string | undefined };

const day = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { error: 'expected a day such as 2026-01-31' });

const price = z.strictObject({
  model: z.string().min(1).max(200),
  input: z.number().min(0).max(1e6),
  output: z.number().min(0).max(1e6),
  from: day.optional(),
});

/**
 * List prices in US dollars as their makers published them on the day that each row names. They are examples: look up
 * what you pay and write it here.
 */
export const examplePrices: Price[] = [
  { model: 'gpt-4o*', input: 2.5, output: 10, from: '2024-10-02' },
  { model: 'gpt-4o-mini*', input: 0.15, output: 0.6, from: '2024-07-18' },
  { model: 'gpt-4.1*', input: 2, output: 8, from: '2025-04-14' },
  { model: 'gpt-4.1-mini*', input: 0.4, output: 1.6, from: '2025-04-14' },
  { model: 'claude-3-5-sonnet*', input: 3, output: 15, from: '2024-06-20' },
  { model: 'claude-sonnet-4*', input: 3, output: 15, from: '2025-05-22' },
];

/** A param that holds a price table. */
export const pricesParam = z
  .array(price)
  .max(200)
  .default(() => [...examplePrices])
  .meta({
    title: 'Prices',
    description:
      'For each model: money per million tokens in and out, and the day it holds from. The examples are list prices of the day they name; put your own.',
    advanced: true,
  });

/** The days on which prices change, as times in ascending order. */
export function priceDays(prices: readonly Price[]): number[] {
  const days = prices.flatMap(({ from }) => (from === undefined ? [] : [Date.parse(from)]));
  return [...new Set(days)].sort((a, b) => a - b);
}

/** The price of a model in one of the periods between `priceDays`, counted from 0; the newest where time is not known. */
export function priceOf(prices: readonly Price[], model: string | null, period: number | null): Price | null {
  const days = priceDays(prices);
  const began = ({ from }: Price) => (from === undefined ? -1 : days.indexOf(Date.parse(from)));
  const fitting = prices.filter((one) => fits(one.model, model) && (period === null || began(one) < period));
  const longest = Math.max(0, ...fitting.map((one) => one.model.length));
  const best = fitting.filter((one) => one.model.length === longest);
  return best.reduce<Price | null>(
    (newest, one) => (!newest || began(one) >= began(newest) ? one : newest),
    null,
  );
}

function fits(pattern: string, model: string | null): boolean {
  if (pattern === '*') return true;
  if (model === null) return false;
  return pattern.endsWith('*') ? model.startsWith(pattern.slice(0, -1)) : model === pattern;
}
