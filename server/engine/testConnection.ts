import { randomUUID } from 'node:crypto';
import type { Request } from '@/lib/blocks/block';
import { failure } from '@/lib/core/failures';
import { type Connection, getConnection, openConnection } from '@/server/store/connections';
import type { Scope } from '@/server/store/scope';
import { send, type Transports } from '@/server/transports/send';
import type { TestSent } from './contract';

/** Sends a fixed text through a connection, so that people see it arrive before an alert has to. */
export type TestConnection = (scope: Scope, name: string) => Promise<TestSent>;

/** Enough to correct a typing mistake, too little to bother a receiver. */
const TESTS_MAX = 5;
const WINDOW_MS = 60_000;

export function createTestConnection(transports: Transports): TestConnection {
  const times = new Map<string, number[]>();

  function allow(scope: Scope, name: string): void {
    const now = scope.clock.now();
    const key = `${scope.actor.projectId} ${name}`;
    const recent = (times.get(key) ?? []).filter((at) => now - at < WINDOW_MS);
    const [oldest = now] = recent;
    if (recent.length >= TESTS_MAX) {
      const retryAfterSeconds = Math.ceil((oldest + WINDOW_MS - now) / 1_000);
      throw failure('rate_limited', { retryAfterSeconds });
    }
    times.set(key, [...recent, now]);
  }

  return async (scope, name) => {
    const connection = getConnection(scope, name);
    allow(scope, name);
    const attempt = { id: `test_${randomUUID()}`, at: scope.clock.now() };
    const open = (wanted: string) => openConnection(scope, wanted);
    const sent = await send(transports, { request: testRequest(connection, attempt.at), attempt, open });
    return sent.ok
      ? { ok: true, words: 'The receiver took the test message.' }
      : { ok: false, words: `The receiver did not take it: ${sent.error}.` };
  };
}

const SUBJECT = 'Test message from Tocsin';
const TEXT = 'If you can read this, alerts will arrive here. Nothing is wrong.';

/** The text is ours: a test is no way to send words of one's own. */
function testRequest({ kind, name: connection, config }: Connection, at: number): Request {
  if (kind === 'webhook') {
    const timestamp = new Date(at).toISOString();
    return {
      transport: kind,
      connection,
      body: { type: 'test', timestamp, data: { version: 1, message: TEXT } },
    };
  }
  if (kind === 'slack') return { transport: kind, connection, body: { text: `${SUBJECT}. ${TEXT}` } };
  // Back to the sender: the only address that a mail connection itself knows.
  const to = [/<([^<>]+)>/.exec(String(config.from))?.[1] ?? String(config.from)];
  return { transport: kind, connection, to, subject: SUBJECT, text: `${TEXT}\n` };
}
