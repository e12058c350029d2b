import * as z from 'zod';
import { EVENT_TIME } from '@/lib/tally/column';
import type { Condition } from '@/lib/tally/condition';
import type { Key } from '@/lib/tally/key';
import { type Cell, type Measure, rowsOf } from '@/lib/tally/tally';
import {
  type Conflict,
  columnRef,
  type DetectorRun,
  type Score,
  type ScoreInput,
  type Unit,
  unscored,
} from './block';
import { type Price, priceDays, priceOf, pricesParam, readPrices } from './prices';
import { listed, rowCount } from './words';

/** Params that say what a row costs: a column that holds money, or tokens and a price table. */
export const costShape = {
  cost: columnRef({
    wants: 'number',
    title: 'Cost',
    description: 'A column that holds the money already. Left out, tokens are priced.',
  }).optional(),
  inputTokens: columnRef({ wants: 'number', title: 'Tokens in', description: 'Of the prompt.' }).optional(),
  outputTokens: columnRef({ wants: 'number', title: 'Tokens out', description: 'Of the answer.' }).optional(),
  model: columnRef({
    title: 'Model',
    description: 'The name that is looked up among the prices; left out, the price of the model * is taken.',
  }).optional(),
  prices: pricesParam,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'expected three capital letters such as EUR' })
    .default('USD')
    .meta({ title: 'Currency', description: 'Of the prices or of the cost column; nothing is converted.' }),
};

const shape = z.strictObject(costShape);
type CostParams = z.output<typeof shape>;
/** The params with the price table read. */
export type CostChoice = Omit<CostParams, 'prices'> & { prices: Price[] };

const readCost = (params: CostParams): CostChoice => ({
  ...params,
  prices: readPrices(params.prices),
});

export const moneyUnit = ({ currency }: Pick<CostChoice, 'currency'>): Unit => `money ${currency}`;

export function costConflicts({ cost, inputTokens, outputTokens }: CostParams): Conflict[] {
  const tokens = inputTokens !== undefined || outputTokens !== undefined;
  if (cost !== undefined && tokens) {
    const advice = 'Remove `cost`, or both token columns';
    return [
      { message: 'both a cost column and tokens are given, and only one of them can be counted', advice },
    ];
  }
  if (cost !== undefined || tokens) return [];
  const advice = 'Set `cost`, or `inputTokens` and `outputTokens`';
  return [{ message: 'nothing says what a row costs', advice }];
}

/** What the window's rows cost, where there is money to speak of. */
export type Known = {
  choice: CostChoice;
  costs: Costs;
  /** Rows of the window, those without a known cost too. */
  all: number;
  /** What other cells of the same tally cost. */
  costsIn: (cells: readonly Cell[]) => Costs;
};

/** What a detector of costs adds to the wiring: keys that stand before those of the cost, and its score. */
type CostMetric = { before?: readonly Key[]; score: (known: Known, input: ScoreInput) => Score };

/** A detector of what rows cost; without a known cost it says why. */
export function costRun(params: CostParams, { before = [], score }: CostMetric): DetectorRun {
  const choice = readCost(params);
  const costsIn = (cells: readonly Cell[]) => costsOf(choice, cells, before.length);
  return {
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [...before, ...costKeys(choice)], measures: costMeasures(choice) }),
    score: (input) => {
      const all = rowsOf(input.current);
      const costs = costsIn(input.current.cells);
      const why = whyNoCost(costs, all);
      if (why !== null) return unscored(why, costs.rows);
      return score({ choice, costs, all, costsIn }, input);
    },
  };
}

/** Keys by which prices differ: model and period. They come last, so that others may stand before them. */
function costKeys(choice: CostChoice): Key[] {
  if (choice.cost !== undefined) return [];
  return [
    ...(choice.model === undefined ? [] : [{ column: choice.model, bin: { kind: 'identity' } } as const]),
    { column: EVENT_TIME, bin: { kind: 'edges', edges: priceDays(choice.prices) } },
  ];
}

/** Rows whose cost is known, then money, or tokens in and out. */
function costMeasures({ cost, inputTokens, outputTokens }: CostChoice): Measure[] {
  const columns = [cost, inputTokens, outputTokens].filter((column) => column !== undefined);
  const there: Condition = { any: columns.map((column) => ({ not: { column, op: 'missing' } })) };
  return [{ of: 'sum', column: { is: there } }, ...columns.map((column): Measure => ({ of: 'sum', column }))];
}

/** Money and the rows that it is for. `unpriced` are rows with tokens of models without a price. */
export type Costs = {
  money: number;
  rows: number;
  unpriced: Map<string, number>;
  byModel: Map<string, number>;
};

/** What these cells cost; the cost's keys begin at a place of each key. */
function costsOf(choice: CostChoice, cells: readonly Cell[], place = 0): Costs {
  const costs: Costs = { money: 0, rows: 0, unpriced: new Map(), byModel: new Map() };
  for (const { key, values } of cells) {
    const rows = values[0] ?? 0;
    if (rows === 0) continue;
    const name = choice.model === undefined ? null : (key[place] ?? null);
    const model = name === null ? null : String(name);
    const money = moneyOf(choice, { model, period: key.at(-1) ?? null, values });
    const label = model ?? 'no model';
    if (money === null) {
      costs.unpriced.set(label, (costs.unpriced.get(label) ?? 0) + rows);
      continue;
    }
    costs.money += money;
    costs.rows += rows;
    costs.byModel.set(label, (costs.byModel.get(label) ?? 0) + money);
  }
  return costs;
}

type Priced = { model: string | null; period: number | string | null; values: Cell['values'] };

function moneyOf(choice: CostChoice, { model, period, values }: Priced): number | null {
  if (choice.cost !== undefined) return values[1] ?? 0;
  const price = priceOf(choice.prices, model, typeof period === 'number' ? period : null);
  if (!price) return null;
  const tokens = [...values.slice(1)].map((value) => value ?? 0);
  const input = choice.inputTokens === undefined ? 0 : (tokens.shift() ?? 0);
  const output = choice.outputTokens === undefined ? 0 : (tokens.shift() ?? 0);
  return (input * price.input + output * price.output) / 1e6;
}

/** What was left out, as the end of a sentence. */
export function leftOutWords({ unpriced, rows }: Costs, all: number): string {
  const names = [...unpriced].map(([model, count]) => `${model} (${rowCount(count)})`);
  const priceless = [...unpriced.values()].reduce((a, b) => a + b, 0);
  const unknown = all - rows - priceless;
  const parts = [
    ...(names.length > 0 ? [`no price for ${listed(names)}`] : []),
    ...(unknown > 0 ? [`${rowCount(unknown)} without a known cost left out`] : []),
  ];
  return parts.length > 0 ? `; ${parts.join('; ')}` : '';
}

/** Why there is no money to speak of; null where there is. */
function whyNoCost(costs: Costs, all: number): string | null {
  if (all === 0) return 'no rows in this window';
  if (!Number.isFinite(costs.money)) return 'the costs are too large to add up';
  if (costs.rows > 0) return null;
  return costs.unpriced.size > 0
    ? `no row has a price${leftOutWords(costs, all)}`
    : `no row has a known cost (${rowCount(all)})`;
}

/** The share of the money that went to each model, dearest first. */
export function modelShares(costs: Costs) {
  if (costs.byModel.size < 2 || costs.money <= 0) return [];
  return [...costs.byModel]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 10)
    .map(([label, money]) => ({
      label,
      reference: null,
      current: Math.min(1, Math.max(0, money / costs.money)),
    }));
}
