import { setTimeout as sleep } from 'node:timers/promises';
import type { Millis } from '@/lib/core/time';
import { cosine } from '@/lib/stats/cosine';
import { isComputable } from '@/lib/stats/notComputable';
import type { EmbeddingEndpoint } from '@/server/env';
import {
  addEmbeddedColumns,
  embeddingKey,
  readWaiting,
  type Similar,
  type WaitingRow,
  writeSimilar,
} from '@/server/events/embedStored';
import type { EventStore } from '@/server/events/store';
import { embedTexts } from '@/server/transports/embeddings';
import type { HttpClient } from '@/server/transports/http';
import { fromError } from '@/server/transports/sent';
import type { Log } from './log';
import type { Metrics } from './metrics';

/** Compares answers with their questions and contexts by an embedding endpoint, after their rows are stored. */
export type Embedding = {
  start: () => void;
  stop: () => Promise<void>;
  /** Embeds some rows of each stream; answers with how many there were. Fails where the endpoint does. */
  turn: () => Promise<number>;
};

export type EmbeddingParts = {
  events: EventStore;
  endpoint: EmbeddingEndpoint;
  http: HttpClient;
  metrics: Metrics;
  log: Log;
  /** In [0, 1). */
  random: () => number;
};

const BATCH_ROWS = 32;
const IN_FLIGHT = 2;
/** Rows read at a time: where many wait, looking for them costs more than embedding a few. */
const READ_ROWS = 512;
/** While the endpoint fails, so few rows find out whether it still does. */
const PROBE_ROWS = 4;
const POLL_MS = 2_000;
const PAUSE_MS = 20;
const BACKOFF_MS = { first: 1_000, most: 300_000, asked: 3_600_000 };
/** What every endpoint that works has a vector for. */
const PLAIN = 'hello';
/** Rows of a stream that the endpoint does not take and that are not asked for again. */
const SKIPPED_MAX = 1_000;

class Unavailable extends Error {
  readonly retryAfterMs: Millis | null;
  constructor(message: string, retryAfterMs: Millis | null = null) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/** How far a stream's rows are known: all that is to be asked for was written later than `after`, or is in `skip`. */
type Progress = { key: string; after: number; skip: Set<string>; queue: WaitingRow[] };

export function createEmbedding(parts: EmbeddingParts): Embedding {
  const { events, metrics, log } = parts;
  const progress = new Map<string, Progress>();
  const ending = new AbortController();
  let failures = 0;
  let running: Promise<void> | null = null;

  function progressOf(stream: string, key: string): Progress {
    const old = progress.get(stream);
    if (old?.key === key) return old;
    const fresh = { key, after: 0, skip: new Set<string>(), queue: [] };
    progress.set(stream, fresh);
    return fresh;
  }

  async function turn(): Promise<number> {
    let rows = 0;
    for (const { name } of events.streams()) {
      if (ending.signal.aborted) break;
      if (events.stream(name)) rows += await embedStream(name);
    }
    return rows;
  }

  async function embedStream(stream: string): Promise<number> {
    await addEmbeddedColumns(events, stream);
    const key = embeddingKey(events.entry(stream));
    if (key === null) return 0;
    const known = progressOf(stream, key);
    const seq = events.seq();
    if (seq <= known.after) return 0;
    if (known.queue.length === 0 && !(await readMore(stream, known))) {
      Object.assign(known, { after: seq, skip: new Set() });
      return 0;
    }
    const rows = known.queue.splice(0, BATCH_ROWS * IN_FLIGHT);
    const batches = [rows.slice(0, BATCH_ROWS), rows.slice(BATCH_ROWS)];
    const results = await Promise.allSettled(batches.map((batch) => embedBatch(parts, batch)));
    const done = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    await keep(stream, known, done);
    const failed = results.find((result) => result.status === 'rejected');
    if (!failed) return rows.length;
    known.queue = [];
    throw failed.reason;
  }

  /** Whether there were any. */
  async function readMore(stream: string, known: Progress): Promise<boolean> {
    const waiting = await readWaiting(events, stream, {
      limit: failures > 0 ? PROBE_ROWS : READ_ROWS,
      after: known.after,
      skip: [...known.skip],
      pick: failures > 0 ? 'any' : 'newest',
    });
    if (waiting.key !== known.key) return true;
    known.queue = [...waiting.rows];
    return known.queue.length > 0;
  }

  async function keep(stream: string, { key, skip }: Progress, done: readonly Similar[]): Promise<void> {
    await writeSimilar(events, stream, { key, known: done.filter(({ values }) => values.some(isKnown)) });
    const refused = done.filter(({ row, values }) =>
      row.pairs.some((pair, i) => pair && !isKnown(values[i])),
    );
    for (const { row } of refused) skip.add(row.hash);
    for (const hash of skip) if (skip.size > SKIPPED_MAX) skip.delete(hash);
    metrics.count('tocsin_embedding_rows_total', done.length - refused.length, { outcome: 'embedded' });
    metrics.count('tocsin_embedding_rows_total', refused.length, { outcome: 'refused' });
  }

  /** One turn, and how long to wait after it. */
  async function step(): Promise<Millis> {
    try {
      const rows = await turn();
      if (failures > 0 && rows > 0) {
        log.info('the embedding endpoint answers again');
        failures = 0;
      }
      return rows > 0 ? PAUSE_MS : POLL_MS;
    } catch (error) {
      return ending.signal.aborted ? 0 : failed(error);
    }
  }

  function failed(error: unknown): Millis {
    failures += 1;
    metrics.count('tocsin_embedding_failures_total');
    const told = fromError(error);
    // Said once, not at each attempt.
    if (failures === 1 && !told.ok) log.warn({ why: told.error }, 'texts cannot be embedded just now');
    return backoff(failures, error instanceof Unavailable ? error.retryAfterMs : null, parts.random());
  }

  async function loop(): Promise<void> {
    while (!ending.signal.aborted) {
      const gap = await step();
      await sleep(gap, null, { signal: ending.signal, ref: false }).catch(() => null);
    }
  }

  return {
    turn,
    start() {
      running ??= loop();
    },
    async stop() {
      ending.abort();
      await parts.http.close();
      await running;
    },
  };
}

const isKnown = (value: number | null | undefined): boolean => typeof value === 'number';

/** Doubles from one second to five minutes, half of it by chance; longer where the endpoint asks for it. */
export function backoff(failures: number, retryAfterMs: Millis | null, random: number): Millis {
  const gap = Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** Math.min(failures - 1, 20));
  return Math.max(gap / 2 + (gap / 2) * random, Math.min(retryAfterMs ?? 0, BACKOFF_MS.asked));
}

/** The similarities of some rows. Where the endpoint does not take a plain word either, that is its failure, not theirs. */
async function embedBatch(parts: EmbeddingParts, rows: readonly WaitingRow[]): Promise<Similar[]> {
  let isUp = false;

  async function requireUp(error: string): Promise<void> {
    if (isUp) return;
    const answer = await embedTexts(parts.http, parts.endpoint, [PLAIN]);
    if (!answer.ok) throw new Unavailable(answer.error, answer.retryAfterMs);
    if (!answer.vectors[0]) throw new Unavailable(error);
    isUp = true;
  }

  /** Asks again for each half of what is refused, so that one odd text costs the others nothing. */
  async function embedRows(some: readonly WaitingRow[]): Promise<Similar[]> {
    const texts = [...new Set(some.flatMap(({ pairs }) => pairs.flatMap((pair) => pair ?? [])))];
    const answer = await embedTexts(parts.http, parts.endpoint, texts);
    if (answer.ok) {
      const vectors = new Map(texts.map((text, i) => [text, answer.vectors[i] ?? null]));
      const done = some.map((row) => similarityOf(row, vectors));
      if (!done.some(({ values }) => values.some(isKnown))) await requireUp('its vectors cannot be compared');
      return done;
    }
    if (!answer.refused) throw new Unavailable(answer.error, answer.retryAfterMs);
    await requireUp(answer.error);
    if (some.length === 1) return some.map((row) => ({ row, values: [] }));
    const half = some.length >> 1;
    return [...(await embedRows(some.slice(0, half))), ...(await embedRows(some.slice(half)))];
  }

  return rows.length === 0 ? [] : embedRows(rows);
}

function similarityOf(row: WaitingRow, vectors: ReadonlyMap<string, readonly number[] | null>): Similar {
  const values = row.pairs.map((pair) => {
    const [a, b] = [vectors.get(pair?.[0] ?? ''), vectors.get(pair?.[1] ?? '')];
    const value = a && b ? cosine(a, b) : null;
    return value !== null && isComputable(value) ? value : null;
  });
  return { row, values };
}
