import { compareBinned, type Draw, shapes } from '@/lib/blocks/_fixtures/binned';
import { createRng } from '@/lib/core/rng';
import type { Family } from './options';
import { type Row, verdictOf } from './row';

const BINS = [10, 50, 256];
const ROUNDING = 1e-9;

/** How far statistics from bins lie from those of the rows, over shapes, sizes and bin counts. */
export const binnedError: Family = {
  name: 'binned',
  ids: ['binned'],
  run: async ({ quick }, say) => {
    const sizes = quick ? [50, 1_000] : [50, 1_000, 20_000];
    const worst = new Map<string, Worst>();
    for (const [name, draw] of Object.entries(shapes())) {
      for (const size of sizes) for (const one of compareAll({ name, draw, size })) note(worst, one);
      say(name);
    }
    const statistics = [...new Set([...worst.keys()].map((key) => key.split('/')[0] ?? ''))];
    return statistics.map((statistic) => rowOf(statistic, worst));
  },
};

/** One column of one size with every number of bins. */
function compareAll({ name, draw, size }: { name: string; draw: Draw; size: number }): Found[] {
  const rng = createRng(`${name} ${size}`);
  const reference = Array.from({ length: size }, () => draw(rng));
  const current = Array.from({ length: size }, () => draw(rng) * 1.1);
  return BINS.flatMap((bins) =>
    compareBinned({ reference, current }, bins).map(({ statistic, exact, binned, lowest, highest }) => {
      const off = binned - exact;
      const allowed = off < 0 ? exact - lowest : highest - exact;
      return { key: `${statistic}/${bins}`, error: Math.abs(off), allowed, where: `${name}, ${size}` };
    }),
  );
}

type Worst = { error: number; where: string; isWithin: boolean };
type Found = { key: string; error: number; allowed: number; where: string };

function note(worst: Map<string, Worst>, { key, error, allowed, where }: Found): void {
  const old = worst.get(key) ?? { error: -1, where: '', isWithin: true };
  const isWithin = old.isWithin && error <= allowed + ROUNDING;
  worst.set(key, error > old.error ? { error, where, isWithin } : { ...old, isWithin });
}

function rowOf(statistic: string, worst: ReadonlyMap<string, Worst>): Row {
  const all = BINS.flatMap((bins) => worst.get(`${statistic}/${bins}`) ?? []);
  return {
    id: 'binned',
    what: `${statistic} from bins: largest error with ${BINS.join(', ')} bins`,
    ask: 'within its bound',
    good: '',
    measured: all.map(({ error }) => (error < 1e-12 ? '0' : error.toExponential(1))).join(' '),
    ratio: `worst at ${all.at(-1)?.where ?? ''} rows`,
    verdict: verdictOf({ value: all.filter(({ isWithin }) => !isWithin).length, ask: 0, better: 'lower' }),
  };
}
