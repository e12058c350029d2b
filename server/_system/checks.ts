import { join } from 'node:path';
import { expect } from 'vitest';
import type { AlertSettings } from '@/lib/compile/plan';
import type { Millis } from '@/lib/core/time';
import { MINUTE_MS } from '@/lib/core/time';
import { type AlertEvent, inactive, transition } from '@/lib/evaluate/alert';
import { quoteName } from '@/server/events/quote';
import { openEvents } from '@/server/events/store';
import { listAlerts, timelineOf } from '@/server/store/alerts';
import { listMessages, type Message } from '@/server/store/outbox';
import type { Run } from '@/server/store/runs';
import type { Scope } from '@/server/store/scope';
import type { Received } from './receiver';

/** What must be there after the faults, told from a pure model, against what is there. */

export type Happened = { at: Millis; event: AlertEvent; sequence: number };

/** An hour: longer gaps count towards `for` again. */
const DOWN_MS_MAX = 60 * MINUTE_MS;

/** What the pure table makes of a row of slots. Time that was missed before a slot counts for nothing. */
export function eventsOf(
  slots: readonly { slot: Millis; missed: number }[],
  isBad: (slot: Millis) => boolean,
  settings: AlertSettings,
): Happened[] {
  let state = inactive;
  const happened: Happened[] = [];
  for (const { slot, missed } of slots) {
    const downMs = Math.min(missed * MINUTE_MS, DOWN_MS_MAX);
    if (state.state === 'pending') state = { ...state, since: (state.since ?? 0) + downMs };
    else if (state.goodSince !== null) state = { ...state, goodSince: state.goodSince + downMs };
    const { next, event } = transition(state, { severity: isBad(slot) ? 'critical' : 'ok', slot }, settings);
    state = next;
    if (event !== null) happened.push({ at: slot, event, sequence: next.sequence });
  }
  return happened;
}

/** What the timelines of a monitor's alerts say, in the order in which it was told. */
export function toldBy(scope: Scope, monitorId: string, track?: string): Happened[] {
  const mine = track === undefined ? { monitorId, limit: 10_000 } : { monitorId, track, limit: 10_000 };
  return listAlerts(scope, mine)
    .flatMap(({ id }) => timelineOf(scope, id))
    .map(({ at, event, id }) => ({ at, event: event as AlertEvent, sequence: Number(id) }))
    .sort((a, b) => a.sequence - b.sequence);
}

/** Every slot ran or was counted as missed, and none ran twice. Answers how many were missed. */
export function checkSlots(runs: readonly Run[]): number {
  let missed = 0;
  runs.forEach((run, i) => {
    const before = runs[i - 1];
    if (!before) return;
    expect(run.slot - before.slot, `the slot after ${before.slot}`).toBe((run.missed + 1) * MINUTE_MS);
    missed += run.missed;
  });
  return missed;
}

export type Notices = { messages: number; delivered: number; superseded: number; arrivals: number };

/**
 * Every message arrived, or gave way to a newer one of its alert that did; nothing else arrived; all attempts of a
 * message are the same message; and no receiver heard older news of an alert after newer.
 */
export function checkNotices(scope: Scope, received: readonly Received[]): Notices {
  const messages = new Map(listMessages(scope, { limit: 100_000 }).map((m) => [m.id, m]));
  const byId = new Map<string, Received[]>();
  for (const one of received) byId.set(one.id, [...(byId.get(one.id) ?? []), one]);
  const heard = (id: string) => byId.get(id)?.some(({ status }) => status >= 200 && status < 300) ?? false;
  for (const [id, arrivals] of byId) {
    expect(messages.has(id), `a message ${id} that nobody wrote`).toBe(true);
    expect(new Set(arrivals.map(({ body }) => JSON.stringify(body))).size, `bodies of ${id}`).toBe(1);
    expect(arrivals.every(({ signed }) => signed)).toBe(true);
  }
  let superseded = 0;
  for (const message of messages.values()) {
    const how = `${message.event} ${message.sequence} of ${message.alertId}: ${message.status}`;
    if (message.status === 'superseded') superseded += 1;
    else expect(message.status, how).toBe('delivered');
    if (message.status === 'delivered') expect(heard(message.id), how).toBe(true);
    else expect(hasNewer(message, [...messages.values()]), how).toBe(true);
  }
  checkOrder(received, messages);
  return {
    messages: messages.size,
    delivered: messages.size - superseded,
    superseded,
    arrivals: received.length,
  };
}

function hasNewer(old: Message, messages: readonly Message[]): boolean {
  return messages.some(
    (m) =>
      m.alertId === old.alertId &&
      m.action === old.action &&
      m.sequence > old.sequence &&
      m.status === 'delivered',
  );
}

function checkOrder(received: readonly Received[], messages: ReadonlyMap<string, Message>): void {
  const latest = new Map<string, number>();
  for (const { id } of received) {
    const message = messages.get(id);
    if (!message) continue;
    const key = `${message.alertId} ${message.action}`;
    expect(message.sequence, `stale news of ${key}`).toBeGreaterThanOrEqual(latest.get(key) ?? 0);
    latest.set(key, message.sequence);
  }
}

/** Rows and distinct ids of a stream, read from the file of an engine that has ended. */
export async function storedIn(
  folder: string,
  stream: string,
): Promise<{ rows: number; ids: ReadonlySet<string> }> {
  const events = await openEvents({
    path: join(folder, 'events.duckdb'),
    filesDir: join(folder, 'files'),
    clock: () => Date.now(),
  });
  try {
    const table = quoteName(events.entry(stream).table);
    const found = await events.read(async (c) =>
      (await c.runAndReadAll(`SELECT _id FROM ${table}`)).getRowsJS(),
    );
    return { rows: found.length, ids: new Set(found.map(([id]) => String(id))) };
  } finally {
    await events.close();
  }
}
