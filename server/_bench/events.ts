import type { Rng } from '@/lib/core/rng';

/** Columns of numbers and of text in the events that all benchmarks use: 20 fields, about 320 bytes of JSON. */
export const NUMBERS = ['score', 'latency_ms', 'total_tokens', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7'];
export const TEXTS = ['country', 'device', 'model_version', 'channel', 'plan', 'sex'];

const round = (value: number, places: number) => Math.round(value * 10 ** places) / 10 ** places;
const hex = (rng: Rng) => Math.floor(rng.uniform() * 2 ** 52).toString(16);

/** One scored request. */
export function makeEvent(rng: Rng, at: number): Record<string, unknown> {
  const event: Record<string, unknown> = {
    event_id: `${hex(rng)}${hex(rng)}`,
    timestamp: at,
    prediction: rng.below(2),
    label: rng.below(2),
    score: round(rng.uniform(), 4),
    latency_ms: round(Math.exp(4 + 0.5 * rng.normal()), 1),
    total_tokens: rng.below(2000),
  };
  for (let f = 1; f <= 7; f++) event[`f${f}`] = round(rng.normal(), 4);
  event.country = rng.pick(['de', 'fr', 'us', 'gb', 'jp']);
  event.device = rng.pick(['phone', 'desktop', 'tablet']);
  event.model_version = rng.pick(['v1', 'v2']);
  event.channel = rng.pick(['web', 'api']);
  event.plan = rng.pick(['free', 'pro', 'team']);
  event.sex = rng.pick(['f', 'm']);
  return event;
}

/** Events one after the other in time. */
export function makeEvents(
  rng: Rng,
  n: number,
  at: { from: number; stepMs: number },
): Record<string, unknown>[] {
  return Array.from({ length: n }, (_, i) => makeEvent(rng, at.from + i * at.stepMs));
}
