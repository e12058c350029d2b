import type { Relation } from '@/lib/compile/plan';
import { HOUR_MS, type Millis } from '@/lib/core/time';
import type { Sample } from '@/lib/evaluate/preview';
import type { Row } from '@/lib/tally/column';
import type { EventStore } from '@/server/events/store';
import type { StreamInfo } from '@/server/events/streamInfo';
import { readLastRows, readTimeRange, readVolume } from '@/server/query/rows';
import { readColumnStats } from '@/server/query/stats';
import type { StreamDetail, StreamSummary, Volume } from './contract';

/** What pages ask about streams. */

export const everything = (name: string): Relation => ({ source: { kind: 'stream', name }, where: null });

/** New rows are still coming in as long as the newest is younger than this. */
export const LIVE_MS = HOUR_MS;

const ALL_TIME = { from: 0, to: Number.MAX_SAFE_INTEGER };

export type StreamFacts = {
  list: () => Promise<StreamSummary[]>;
  get: (name: string) => Promise<StreamDetail>;
};

type Measured = {
  seq: number;
  rows: number;
  from: Millis | null;
  to: Millis | null;
  labelledShare: number | null;
};

/** Counts are remembered until something is written to their stream. */
export function createStreamFacts(events: EventStore, now: () => Millis): StreamFacts {
  const known = new Map<string, Measured>();

  async function measure(stream: StreamInfo): Promise<Measured> {
    const key = `${stream.identity} ${stream.columns.map((c) => `${c.name}:${c.role}`).join()}`;
    const seq = events.touchedSince(stream.name, ALL_TIME);
    const old = known.get(key);
    if (old && old.seq === seq) return old;
    const relation = everything(stream.name);
    const { span, rows } = await readTimeRange(events, relation);
    const label = stream.columns.find((column) => column.role === 'label');
    const stats = label ? await readColumnStats(events, { relation, span: null, columns: [label.name] }) : [];
    const missing = stats[0]?.missing ?? null;
    const labelledShare = label && missing !== null ? 1 - missing : null;
    const measured = { seq, rows, from: span?.from ?? null, to: span ? span.to - 1 : null, labelledShare };
    known.set(key, measured);
    return measured;
  }

  async function detail(stream: StreamInfo): Promise<StreamDetail> {
    const { seq, ...measured } = await measure(stream);
    return {
      name: stream.name,
      ...measured,
      lastArrivalAt: seq === 0 ? null : seq,
      live: measured.to !== null && now() - measured.to < LIVE_MS,
      columns: [...stream.columns],
    };
  }

  return {
    async list() {
      const details = await Promise.all(events.streams().map(detail));
      return details.map((one) => ({ ...one, columns: one.columns.length }));
    },
    async get(name) {
      // Throws in words where there is none.
      events.entry(name);
      const stream = events.stream(name);
      return stream ? detail(stream) : emptyDetail(name);
    },
  };
}

/** A stream whose first rows are not on disk yet. */
const emptyDetail = (name: string): StreamDetail => ({
  name,
  rows: 0,
  from: null,
  to: null,
  lastArrivalAt: null,
  labelledShare: null,
  live: false,
  columns: [],
});

/** The newest rows under the names of their columns, in the stream's own order. */
export async function lastRows(events: EventStore, relation: Relation, ask: RowsAsk): Promise<Sample> {
  const columns = [...ask.columns];
  const rows = await readLastRows(events, { relation, columns, n: ask.limit, span: null });
  return toSample(columns, rows);
}
export type RowsAsk = { columns: readonly string[]; limit: number };

export function toSample(columns: readonly string[], rows: readonly Row[]): Sample {
  return { columns, rows: rows.map((row) => columns.map((name) => row.get(name) ?? null)) };
}

/** Round widths, so that bars begin where people expect them to. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 40_320].map(
  (minutes) => minutes * 60_000,
);

/** How many rows came when, in at most `points` bars over all of its time; bars without rows are there with 0. */
export async function volumeOf(events: EventStore, name: string, points: number): Promise<Volume> {
  const relation = everything(name);
  const { span } = await readTimeRange(events, relation);
  if (!span) return { bucketMs: HOUR_MS, points: [] };
  const fits = (step: Millis) => (span.to - span.from) / step + 1 <= points;
  const bucketMs = STEPS.find(fits) ?? Math.ceil((span.to - span.from) / (points - 1));
  const counts = await readVolume(events, { relation, span, bucketMs });
  const bars: Volume['points'] = [];
  for (let at = Math.floor(span.from / bucketMs) * bucketMs; at < span.to; at += bucketMs) {
    bars.push([at, counts.get(at) ?? 0]);
  }
  return { bucketMs, points: bars };
}
