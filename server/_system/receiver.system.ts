import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@/lib/core/time';
import type { OutboxStatus } from '@/server/db/schema';
import { getConnection } from '@/server/store/connections';
import type { Message } from '@/server/store/outbox';
import { retryMessage } from '@/server/store/outbox';
import { type Moved, startMoved } from './inProcess';
import { type Answer, type Receiver, startReceiver } from './receiver';
import { freePort, until } from './tocsin';

/** Receivers that are down, slow, gone or elsewhere. The clock is moved, so that days of retries take seconds. */

let engine: Moved;
const receivers: Receiver[] = [];

async function receive(port?: number): Promise<Receiver> {
  const made = await startReceiver(port);
  receivers.push(made);
  return made;
}

beforeEach(async () => {
  engine = await startMoved(['127.0.0.1']);
});

afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
  await engine.close();
});

async function comes(message: Message, status: OutboxStatus, attempts: number): Promise<Message> {
  const now = () => engine.message(message.id);
  await until(() => now().status === status && now().attempts === attempts, {
    limitMs: 40_000,
    what: () => `attempt ${attempts} of ${message.id} to be ${status}; it is ${JSON.stringify(now())}`,
  });
  return now();
}

/** Moves to the next attempt, and waits for its end. */
async function tryAgain(message: Message): Promise<Message> {
  const { attempts, nextAttemptAt } = engine.message(message.id);
  engine.moveTo(nextAttemptAt);
  await until(
    () => {
      const seen = engine.message(message.id);
      return seen.attempts === attempts + 1 && seen.status !== 'sending';
    },
    { limitMs: 40_000, what: () => `attempt ${attempts + 1}: ${JSON.stringify(engine.message(message.id))}` },
  );
  return engine.message(message.id);
}

describe('a receiver that is down', () => {
  const SECONDS = [5, 15, 30, 60, 120, 300, 600, 1_800];

  it('is tried after 0, 5, 15, 30, 60 s, 2, 5, 10, 30 min and hourly for three days, under one id', async () => {
    const receiver = await receive();
    receiver.answer(500);
    await engine.connect('pager', receiver);
    const message = await engine.ring('pager');
    let seen = await comes(message, 'pending', 1);
    const gaps: number[] = [];
    while (seen.status === 'pending') {
      gaps.push((seen.nextAttemptAt - engine.clock.now()) / SECOND_MS);
      seen = await tryAgain(message);
    }
    expect(gaps.slice(0, SECONDS.length)).toEqual(SECONDS);
    expect(new Set(gaps.slice(SECONDS.length))).toEqual(new Set([3_600]));
    const lasted = engine.clock.now() - message.createdAt;
    expect(lasted).toBeGreaterThan(71 * HOUR_MS);
    expect(lasted).toBeLessThanOrEqual(72 * HOUR_MS);

    // Over, and visibly so.
    expect(seen).toMatchObject({ status: 'undelivered', lastError: 'it answered 500' });
    expect(getConnection(engine.scope, 'pager')).toMatchObject({
      failures: gaps.length + 1,
      failingSince: message.createdAt,
      lastError: 'it answered 500',
    });
    expect(receiver.received).toHaveLength(gaps.length + 1);
    expect(new Set(receiver.received.map(({ id }) => id))).toEqual(new Set([message.id]));
    expect(new Set(receiver.received.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(
      receiver.received.length,
    );
    expect(receiver.received.every(({ signed }) => signed)).toBe(true);

    // A person may send it again: still the same message.
    receiver.answer(204);
    await retryMessage(engine.scope, message.id);
    engine.moveTo(engine.clock.now());
    await comes(message, 'delivered', 1);
    expect(receiver.received.at(-1)?.id).toBe(message.id);
    expect(getConnection(engine.scope, 'pager')).toMatchObject({ failures: 0, failingSince: null });
  });

  it.each<Answer | 'refused'>(['refused', 500, 'reset', 'cut'])(
    'gets every notice after ten minutes without it (%s)',
    async (how) => {
      const port = await freePort();
      let receiver = await receive(port);
      const secret = await engine.connect('pager', receiver);
      if (how === 'refused') await receiver.close();
      else receiver.answer(how);
      const ids: string[] = [];
      for (let n = 0; n < 3; n++) ids.push((await engine.ring('pager')).id);
      const messages = () => ids.map((id) => engine.message(id));
      /** Every attempt that is due has been made. */
      const quiet = () =>
        until(() => messages().every((m) => m.status === 'pending' && m.nextAttemptAt > engine.clock.now()), {
          limitMs: 40_000,
          what: () => `attempts to end: ${JSON.stringify(messages())}`,
        });
      const nextAt = () => Math.min(...messages().map(({ nextAttemptAt }) => nextAttemptAt));
      await quiet();
      const backAt = engine.clock.now() + 10 * MINUTE_MS;
      while (nextAt() < backAt) {
        engine.moveTo(nextAt());
        await quiet();
      }
      const before = receiver.received;
      const tries = messages().map(({ attempts }) => attempts);
      expect(Math.min(...tries)).toBeGreaterThanOrEqual(6);
      if (how === 'refused' || how === 'cut') expect(before).toEqual([]);
      else expect(before.length).toBe(tries.reduce((sum, n) => sum + n, 0));

      if (how === 'refused') {
        receiver = await receive(port);
        receiver.setSecret(secret);
      } else receiver.answer(200);
      const last = Math.max(...messages().map(({ nextAttemptAt }) => nextAttemptAt));
      expect(last - backAt).toBeLessThanOrEqual(10 * MINUTE_MS);
      engine.moveTo(last);
      await until(() => messages().every(({ status }) => status === 'delivered'), {
        limitMs: 40_000,
        what: () => `the notices: ${JSON.stringify(messages())}`,
      });
      expect(messages().map(({ attempts }) => attempts)).toEqual(tries.map((n) => n + 1));
      const good = receiver.received.filter(({ status }) => status === 200);
      expect(good.map(({ id }) => id).sort()).toEqual([...ids].sort());
      expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(ids.length);
      expect(receiver.received.every(({ signed }) => signed)).toBe(true);
    },
  );

  it('is given the time that it asks for', async () => {
    const receiver = await receive();
    receiver.answer(429, { 'retry-after': '7200' });
    await engine.connect('pager', receiver);
    const seen = await comes(await engine.ring('pager'), 'pending', 1);
    expect(seen.nextAttemptAt - engine.clock.now()).toBe(2 * HOUR_MS);
  });
});

describe('a receiver that is not there any more', () => {
  it('is not tried again after 410, which is visible', async () => {
    const receiver = await receive();
    receiver.answer(410);
    await engine.connect('pager', receiver);
    const message = await engine.ring('pager');
    await comes(message, 'undelivered', 1);
    expect(engine.message(message.id).lastError).toContain('410');
    expect(getConnection(engine.scope, 'pager')).toMatchObject({ failures: 1, lastError: 'it answered 410' });
    receiver.answer(200);
    engine.moveTo(engine.clock.now() + 6 * HOUR_MS);
    // A later notice goes out, so the loop has looked; the refused one has not.
    const witness = await receive();
    await engine.connect('witness', witness);
    await comes(await engine.ring('witness'), 'delivered', 1);
    expect(receiver.received).toHaveLength(1);
  });

  it('leads nowhere by a redirect', async () => {
    const elsewhere = await receive();
    const receiver = await receive();
    for (const status of [301, 302, 307, 308]) {
      receiver.answer(status, { location: elsewhere.url });
      const name = `moved-${status}`;
      await engine.connect(name, receiver);
      const seen = await comes(await engine.ring(name), 'pending', 1);
      expect(seen.lastError).toBe(`it answered ${status}`);
    }
    expect(receiver.received).toHaveLength(4);
    expect(elsewhere.received).toEqual([]);
  });
});

describe('a receiver that hangs', () => {
  it('holds up nobody else, and gets its notices once it answers', async () => {
    const slow = await receive();
    const quick = await receive();
    slow.answer('hang');
    await engine.connect('slow', slow);
    await engine.connect('quick', quick);
    const held = [await engine.ring('slow'), await engine.ring('slow'), await engine.ring('slow')];
    await until(() => slow.received.length === 2, {
      limitMs: 10_000,
      what: () => `two attempts under way, there are ${slow.received.length}`,
    });
    for (let n = 0; n < 8; n++) await comes(await engine.ring('quick'), 'delivered', 1);
    const states = held.map(({ id }) => engine.message(id).status).sort();
    // Two are in flight, as many as an endpoint may have; the third waits for its turn.
    expect(states).toEqual(['pending', 'sending', 'sending']);
    expect(slow.received).toHaveLength(2);
    slow.answer(200);
    await until(() => held.every(({ id }) => engine.message(id).status !== 'sending'), {
      limitMs: 40_000,
      what: () => 'the attempts to be given up',
    });
    engine.moveTo(engine.clock.now() + 5 * SECOND_MS);
    await until(() => held.every(({ id }) => engine.message(id).status === 'delivered'), {
      limitMs: 40_000,
      what: () => `the held notices: ${JSON.stringify(held.map(({ id }) => engine.message(id)))}`,
    });
    expect(slow.received.map(({ id }) => id).sort()).toEqual(
      [...held.map(({ id }) => id), ...held.slice(0, 2).map(({ id }) => id)].sort(),
    );
  });
});
