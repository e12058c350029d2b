import type { SeriesInput, TimeBand } from '@/components/charts/chartInput';
import type { Bucket } from '@/components/charts/distribution';
import type { Contribution, Line, Severity } from '@/lib/blocks/block';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/core/time';

/** Fixed, so that two looks at the page show the same picture. */
export const demoNow = Date.UTC(2026, 2, 15, 9, 30);
const start = Date.UTC(2026, 2, 8);
const hours = Array.from({ length: 177 }, (_, i) => start + i * HOUR_MS);

const wave = (i: number, speed: number) => Math.sin(i / speed) + 0.4 * Math.sin(i * 1.7);
const drift = (i: number) => (i > 128 && i < 152 ? 0.19 * Math.sin(((i - 128) / 24) * Math.PI) : 0);

const present = hours.filter((_, i) => i < 70 || i > 84);
const psi: SeriesInput = {
  label: 'psi of amount',
  times: present,
  values: present.map((at) => {
    const i = (at - start) / HOUR_MS;
    return Math.max(0.004, 0.06 + 0.018 * wave(i, 4) + drift(i));
  }),
};

export const driftSeries: readonly SeriesInput[] = [psi];
export const driftLines: readonly Line[] = [
  { value: 0.1, severity: 'warning' },
  { value: 0.2, severity: 'critical' },
];
export const driftBands: readonly TimeBand[] = [
  { from: start, to: start + 36 * HOUR_MS, kind: 'reference', label: 'reference' },
  { from: start + 131 * HOUR_MS, to: start + 135 * HOUR_MS, kind: 'warning', label: 'psi above 0.1' },
  { from: start + 135 * HOUR_MS, to: start + 147 * HOUR_MS, kind: 'critical', label: 'psi above 0.2' },
];
export const driftNormal = { low: 0.02, high: 0.09, label: 'range in the reference' };

const latency = (label: string, base: number, speed: number): SeriesInput => ({
  label,
  times: hours,
  values: hours.map((_, i) => Math.round(base + (base / 6) * wave(i, speed) + (i > 140 ? base / 3 : 0))),
});

export const latencySeries: readonly SeriesInput[] = [
  latency('p50', 84, 7),
  latency('p95', 240, 6),
  latency('p99', 410, 5),
];

/** As many points as a chart must bear. */
export function manyPoints(count: number): readonly SeriesInput[] {
  const times = Array.from({ length: count }, (_, i) => start + i * MINUTE_MS);
  return [
    { label: 'score', times, values: times.map((_, i) => 0.8 + 0.05 * wave(i, 900) + 0.01 * wave(i, 3)) },
  ];
}

export const countries: readonly Contribution[] = [
  { label: 'Germany', reference: 0.31, current: 0.295 },
  { label: 'France', reference: 0.22, current: 0.214 },
  { label: 'Netherlands', reference: 0.18, current: 0.071 },
  { label: 'Poland', reference: 0.12, current: 0.252 },
  { label: 'other', reference: 0.15, current: 0.143 },
  { label: 'missing', reference: 0.02, current: 0.025 },
];

const ages = [4, 9, 14, 17, 16, 13, 10, 7, 5, 3, 1.5, 0.5];
export const ageBins: readonly Contribution[] = ages.map((share, i) => ({
  label: `${18 + i * 5} to ${23 + i * 5}`,
  reference: share / 100,
  current: (share + 5 * Math.sin(i / 2)) / 106,
}));

export const volume: readonly Bucket[] = Array.from({ length: 96 }, (_, i) => ({
  at: start + i * 15 * MINUTE_MS,
  rows: i > 60 && i < 68 ? 0 : Math.round(900 + 500 * Math.sin(i / 12) + 60 * wave(i, 2)),
}));
export const volumeStep = 15 * MINUTE_MS;

export type DemoMonitor = {
  id: string;
  name: string;
  severity: Severity;
  checked: number;
  scores: readonly number[];
  rows: number;
};

const scores = (seed: number) => Array.from({ length: 24 }, (_, i) => 0.2 + 0.05 * wave(i + seed, 3));

export const monitors: readonly DemoMonitor[] = [
  {
    id: 'a',
    name: 'Fraud model input drift',
    severity: 'critical',
    checked: demoNow - 4 * MINUTE_MS,
    scores: scores(1),
    rows: 18_204,
  },
  {
    id: 'b',
    name: 'Answer latency p95',
    severity: 'warning',
    checked: demoNow - 9 * MINUTE_MS,
    scores: scores(5),
    rows: 9_112,
  },
  {
    id: 'c',
    name: 'Credit score parity',
    severity: 'ok',
    checked: demoNow - 2 * HOUR_MS,
    scores: scores(9),
    rows: 40_021,
  },
  { id: 'd', name: 'Label delay', severity: 'no_data', checked: demoNow - 3 * DAY_MS, scores: [], rows: 0 },
  {
    id: 'e',
    name: 'Refusal rate',
    severity: 'error',
    checked: demoNow - DAY_MS,
    scores: scores(3),
    rows: 1_530,
  },
];

export const demoSpec = `version: 1
name: Fraud model input drift
why: { requirement: REQ-12, owner: risk-team }
schedule: { every: 15m, window: 1h }
nodes:
  events:     { type: stream, params: { stream: predictions } }
  amount_psi: { type: psi,    inputs: [events],     params: { column: amount } }
  limit:      { type: limit,  inputs: [amount_psi], params: { warning: 0.1, critical: 0.2 } }
`;
