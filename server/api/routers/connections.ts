import * as z from 'zod';
import { Failure, failure } from '@/lib/core/failures';
import { procedure, router } from '@/server/api/trpc';
import type { ConnectionRow, ConnectionSaved } from '@/server/api/views';
import { connectionInput } from '@/server/store/connectionInput';
import {
  type Connection,
  deleteConnection,
  getConnection,
  listConnections,
  saveConnection,
} from '@/server/store/connections';
import type { Scope } from '@/server/store/scope';

const byName = z.strictObject({ name: z.string().min(1).max(64) });

/** Secrets go in here and never come out, but for a signing secret that was made: it is shown this once. */
export const connectionsRouter = router({
  list: procedure.query(({ ctx }): ConnectionRow[] => listConnections(ctx.scope).map(connectionRow)),
  create: procedure.input(connectionInput).mutation(async ({ ctx, input }): Promise<ConnectionSaved> => {
    if (exists(ctx.scope, input.name)) throw failure('name_taken', { thing: 'connection', name: input.name });
    const { connection, madeSecret } = await saveConnection(ctx.scope, input);
    return { name: connection.name, signingSecret: madeSecret };
  }),
  /** What is left out stays as it is; a new destination drops the stored secret. */
  update: procedure.input(connectionInput).mutation(async ({ ctx, input }): Promise<ConnectionSaved> => {
    getConnection(ctx.scope, input.name);
    const { connection, madeSecret } = await saveConnection(ctx.scope, input);
    return { name: connection.name, signingSecret: madeSecret };
  }),
  remove: procedure.input(byName).mutation(async ({ ctx, input }) => {
    await deleteConnection(ctx.scope, input.name);
    return { removed: true };
  }),
  /** Sends a fixed text, a few times a minute at most. */
  test: procedure
    .input(byName)
    .mutation(({ ctx, input }) =>
      ctx.engine.call('connections.test', { ...input, project: ctx.scope.actor.projectId }),
    ),
});

function exists(scope: Scope, name: string): boolean {
  try {
    getConnection(scope, name);
    return true;
  } catch (error) {
    if (error instanceof Failure && error.problems[0]?.code === 'not_found') return false;
    throw error;
  }
}

function connectionRow(connection: Connection): ConnectionRow {
  const { name, kind, config, hasSecret, locked, failures, failingSince } = connection;
  const { lastError, lastDeliveredAt, createdAt } = connection;
  const target = config.port === undefined ? String(config.host ?? '') : `${config.host}:${config.port}`;
  return {
    name,
    kind,
    target,
    settings: config,
    hasSecret,
    locked,
    failures,
    failingSince,
    lastError,
    lastDeliveredAt,
    createdAt,
  };
}
