import * as z from 'zod';

/**
 * What a model costs from a day on: money per million tokens. `model` is a name, or the beginning of one before a `*`.
 * The longest that fits is taken, and of those the newest that had begun when the row happened.
 */
export type Price = { model: string; input: number; output: number; from?: string | undefined };

const LINE =
  /^(\S{1,200}) (\d{1,6}(?:\.\d{1,9})?) (\d{1,6}(?:\.\d{1,9})?)(?: from (\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])))?$/;

/**
 * List prices in US dollars as their makers published them on the day that each line names. They are examples: look up
 * what you pay and write it here.
 */
export const examplePrices: readonly string[] = [
  'gpt-4o* 2.5 10 from 2024-10-02',
  'gpt-4o-mini* 0.15 0.6 from 2024-07-18',
  'gpt-4.1* 2 8 from 2025-04-14',
  'gpt-4.1-mini* 0.4 1.6 from 2025-04-14',
  'claude-3-5-sonnet* 3 15 from 2024-06-20',
  'claude-sonnet-4* 3 15 from 2025-05-22',
];

/** A param that holds a price table, a line for each price: the model, money in and out, and from which day. */
export const pricesParam = z
  .array(
    z.string().regex(LINE, {
      error: 'expected a model and its prices in and out, such as gpt-4o* 2.5 10 from 2026-01-31',
    }),
  )
  .max(200)
  .default(() => [...examplePrices])
  .meta({
    title: 'Prices',
    description:
      'Each a model, money per million tokens in and out, and the day it holds from. A * stands for any ending. The examples are list prices of their day; put your own.',
    advanced: true,
  });

/** The table that lines which were checked already say. */
export function readPrices(lines: readonly string[]): Price[] {
  return lines.flatMap((line) => {
    const [, model, input, output, from] = LINE.exec(line) ?? [];
    if (model === undefined) return [];
    return [{ model, input: Number(input), output: Number(output), from }];
  });
}

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
