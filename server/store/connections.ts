import { and, asc, eq, sql } from 'drizzle-orm';
import type { ConnectionKind } from '@/lib/blocks/block';
import { failure } from '@/lib/core/failures';
import type { Millis } from '@/lib/core/time';
import { type Tx, write } from '@/server/db/client';
import type { ConnectionConfig } from '@/server/db/json';
import { connections } from '@/server/db/schema';
import {
  type ConnectionInput,
  configOf,
  type EmailConfig,
  type EmailSecret,
  emailConfig,
  mergeSecret,
  type SlackSecret,
  secretShapes,
  type WebhookSecret,
} from './connectionInput';
import type { Scope, Store } from './scope';

type Row = typeof connections.$inferSelect;

/** A connection as it may be shown: all but its secret. */
export type Connection = Omit<Row, 'secret'> & {
  hasSecret: boolean;
  /** The secret was sealed with another key than the one Tocsin runs with. */
  locked: boolean;
};

const owned = (scope: Scope, name: string) =>
  and(eq(connections.projectId, scope.actor.projectId), eq(connections.name, name));
const placeOf = (row: { projectId: string; name: string }) => ({
  projectId: row.projectId,
  table: 'connections',
  row: row.name,
  column: 'secret',
});

function shown(store: Store, row: Row): Connection {
  const { secret, ...rest } = row;
  const locked = secret !== null && store.box.open(secret, placeOf(row)) === null;
  return { ...rest, hasSecret: secret !== null, locked };
}

export function listConnections(scope: Scope): Connection[] {
  const mine = eq(connections.projectId, scope.actor.projectId);
  const rows = scope.db.select().from(connections).where(mine).orderBy(asc(connections.name)).all();
  return rows.map((row) => shown(scope, row));
}

export function getConnection(scope: Scope, name: string): Connection {
  const row = scope.db.select().from(connections).where(owned(scope, name)).get();
  if (!row) throw failure('not_found', { thing: 'connection', id: name });
  return shown(scope, row);
}

/** Kinds by name, as the checker wants them. */
export function connectionKindsOf(scope: Scope): Record<string, ConnectionKind> {
  return Object.fromEntries(listConnections(scope).map(({ name, kind }) => [name, kind]));
}

export type SavedConnection = {
  connection: Connection;
  /** A signing secret that was made for it: shown once, never again. */
  madeSecret: string | null;
};

/** Makes or changes a connection. A new destination drops what was secret about the old one. */
export async function saveConnection(scope: Scope, input: ConnectionInput): Promise<SavedConnection> {
  return write(scope.db, (tx) => saveIn(tx, scope, input));
}

function saveIn(tx: Tx, scope: Scope, input: ConnectionInput): SavedConnection {
  const now = scope.clock.now();
  const { projectId } = scope.actor;
  const place = placeOf({ projectId, name: input.name });
  const old = tx.select().from(connections).where(owned(scope, input.name)).get();
  if (old && old.kind !== input.kind) throw failure('name_taken', { thing: 'connection', name: input.name });
  const opened = old?.secret ? scope.box.open(old.secret, place) : null;
  const before = { secret: opened === null ? null : JSON.parse(opened), config: old?.config ?? {} };
  const { secret, made } = mergeSecret(input, before);
  if (input.kind !== 'email' && secret === null) {
    if (old) throw failure('secret_locked', { connection: input.name });
    throw failure('input_invalid', { field: 'url', message: 'expected the address to send to' });
  }
  const row = {
    kind: input.kind,
    config: configOf(input, before.config),
    secret: secret === null ? null : scope.box.seal(JSON.stringify(secret), place),
    failures: 0,
    failingSince: null,
    lastError: null,
    updatedAt: now,
  };
  const saved = tx
    .insert(connections)
    .values({ projectId, name: input.name, createdAt: now, ...row })
    .onConflictDoUpdate({ target: [connections.projectId, connections.name], set: row })
    .returning()
    .get();
  return { connection: shown(scope, saved), madeSecret: made };
}

export async function deleteConnection(scope: Scope, name: string): Promise<void> {
  const gone = await write(scope.db, (tx) => tx.delete(connections).where(owned(scope, name)).run());
  if (gone.changes === 0) throw failure('not_found', { thing: 'connection', id: name });
}

// --- for the engine alone

/** A connection with what is needed to use it. Never leaves the engine. */
export type OpenConnection =
  | { kind: 'webhook'; name: string; config: ConnectionConfig; secret: WebhookSecret }
  | { kind: 'slack'; name: string; config: ConnectionConfig; secret: SlackSecret }
  | { kind: 'email'; name: string; config: EmailConfig; secret: EmailSecret | null };

export function openConnection(scope: Scope, name: string): OpenConnection {
  const row = scope.db.select().from(connections).where(owned(scope, name)).get();
  if (!row) throw failure('not_found', { thing: 'connection', id: name });
  const text = row.secret === null ? null : scope.box.open(row.secret, placeOf(row));
  if (row.secret !== null && text === null) throw failure('secret_locked', { connection: name });
  const secret: unknown = text === null ? null : JSON.parse(text);
  if (row.kind === 'email') {
    const password = secret === null ? null : secretShapes.email.parse(secret);
    return { kind: 'email', name, config: emailConfig.parse(row.config), secret: password };
  }
  if (secret === null) throw failure('secret_missing', { connection: name });
  return row.kind === 'webhook'
    ? { kind: 'webhook', name, config: row.config, secret: secretShapes.webhook.parse(secret) }
    : { kind: 'slack', name, config: row.config, secret: secretShapes.slack.parse(secret) };
}

export type DeliveryOutcome = { name: string; at: Millis; error: string | null };

/** Keeps a connection's health, so that a broken one is loud. */
export function noteOutcome(tx: Tx, projectId: string, outcome: DeliveryOutcome): void {
  const change =
    outcome.error === null
      ? { failures: 0, failingSince: null, lastError: null, lastDeliveredAt: outcome.at }
      : {
          failures: sql`${connections.failures} + 1`,
          failingSince: sql`coalesce(${connections.failingSince}, ${outcome.at})`,
          lastError: outcome.error,
        };
  const mine = and(eq(connections.projectId, projectId), eq(connections.name, outcome.name));
  tx.update(connections).set(change).where(mine).run();
}
