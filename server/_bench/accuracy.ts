import { orderedBin } from '@/lib/blocks/distribution';
import { createRng, type Rng } from '@/lib/core/rng';
import { ksFromBins } from '@/lib/stats/ksFromBins';
import { isComputable } from '@/lib/stats/notComputable';
import { rocAuc } from '@/lib/stats/rocAuc';
import { edgeIndex } from '@/lib/tally/key';
import type { Family } from './options';
import { type Row, verdictOf } from './row';

const BINS = 256;
const SCORE_BINS = 1_024;

/** T8: how far what is computed from bins is from what is computed from every value. */
export const accuracy: Family = {
  name: 'accuracy',
  ids: ['T8'],
  run: async ({ quick }, say) => {
    const n = quick ? 200_000 : 1_000_000;
    const errors = Object.entries(distributions).map(([name, draw]) => {
      const error = ksError(n, draw);
      say(`KS, ${name}: ${error.toExponential(1)}`);
      return error;
    });
    return [ksRow(n, Math.max(...errors)), aucRow(n, aucError(n))];
  },
};

type Draw = (rng: Rng, shift: number) => number;
const distributions: Record<string, Draw> = {
  normal: (rng, shift) => rng.normal() + shift,
  lognormal: (rng, shift) => Math.exp(rng.normal() + shift),
  'far from zero': (rng, shift) => 1_000 + rng.normal() + shift,
  integers: (rng, shift) => Math.floor(20 * (rng.uniform() + shift)),
  pareto: (rng, shift) => rng.uniform() ** -0.9 * (1 + shift),
  'two humps': (rng, shift) => rng.normal() * 0.1 + (rng.uniform() < 0.4 + shift ? 0.2 : 0.8),
};

function ksError(n: number, draw: Draw): number {
  const rng = createRng('ks');
  const side = (shift: number) => Float64Array.from({ length: n }, () => draw(rng, shift)).sort();
  const [reference, current] = [side(0), side(0.02)];
  const quantiles = Array.from({ length: BINS + 1 }, (_, i) => {
    const place = (i / BINS) * (n - 1);
    const [low, high] = [reference[Math.floor(place)] ?? 0, reference[Math.ceil(place)] ?? 0];
    return low + (high - low) * (place - Math.floor(place));
  });
  const profiles = { [`q${BINS}:x`]: { kind: 'quantiles' as const, values: quantiles } };
  const bin = orderedBin(profiles, { column: 'x', bins: BINS });
  if (bin.kind !== 'edges') throw new Error('numbers are binned by edges');
  const counts = (values: Float64Array) => {
    const all = new Array<number>(bin.edges.length + 1).fill(0);
    for (const value of values) {
      const at = edgeIndex(bin.edges, value);
      all[at] = (all[at] ?? 0) + 1;
    }
    return all;
  };
  const binned = ksFromBins(counts(reference), counts(current));
  return isComputable(binned) ? Math.abs(exactKs(reference, current) - binned.distance) : Number.NaN;
}

/** Both sides sorted. */
function exactKs(a: Float64Array, b: Float64Array): number {
  let [i, j, most] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] ?? 0, b[j] ?? 0);
    while (i < a.length && (a[i] ?? 0) <= value) i += 1;
    while (j < b.length && (b[j] ?? 0) <= value) j += 1;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  return most;
}

function aucError(n: number): number {
  const rng = createRng('auc');
  const rows = Array.from({ length: n }, () => {
    const positive = rng.uniform() < 0.3;
    const score = 1 / (1 + Math.exp(-(rng.normal() + (positive ? 1 : 0))));
    return { positive, score };
  });
  const points = Array.from({ length: SCORE_BINS }, (_, i) => {
    return { score: (i + 0.5) / SCORE_BINS, positives: 0, negatives: 0 };
  });
  for (const { positive, score } of rows) {
    const point = points[Math.floor(score * SCORE_BINS)];
    if (point) point[positive ? 'positives' : 'negatives'] += 1;
  }
  const binned = rocAuc(points);
  return isComputable(binned) ? Math.abs(binned.auc - exactAuc(rows)) : Number.NaN;
}

/** By ranks; scores drawn from a continuous distribution do not tie. */
function exactAuc(rows: { positive: boolean; score: number }[]): number {
  const order = rows.sort((a, b) => a.score - b.score);
  let [ranks, positives] = [0, 0];
  order.forEach(({ positive }, i) => {
    if (!positive) return;
    ranks += i + 1;
    positives += 1;
  });
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (order.length - positives));
}

const ksRow = (n: number, value: number): Row => ({
  id: 'T8',
  what: `KS error, B ${BINS}, ${n.toLocaleString('en')} rows`,
  ask: '0.001',
  good: '',
  measured: value.toExponential(1),
  ratio: `${(100 * value * BINS).toFixed(1)} % of 1/B`,
  verdict: verdictOf({ value, ask: 0.001, better: 'lower' }),
});

const aucRow = (n: number, value: number): Row => ({
  id: 'T8',
  what: `AUC error, ${SCORE_BINS} bins, ${n.toLocaleString('en')} rows`,
  ask: '1e-5',
  good: '',
  measured: value.toExponential(1),
  ratio: '',
  verdict: verdictOf({ value, ask: 1e-5, better: 'lower' }),
});
