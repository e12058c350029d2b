import { randomBytes } from 'node:crypto';
import manifest from '@/package.json' with { type: 'json' };
import { UPLOAD_BYTES_MAX } from '@/server/api/inputs';
import { createInternalApi } from './api';
import { createHandlers } from './handlers';
import type { Handler } from './httpServer';
import type { Log } from './log';
import { receiveFile } from './receiveFile';
import type { EngineParts } from './start';
import { createTestConnection } from './testConnection';
import { ensureToken } from './token';

/** The engine's internal API, for `startEngine` to mount. Makes the token that the pages read. */
export function mountInternal({
  engine,
  events,
  transports,
  env,
  startedAt,
}: EngineParts): readonly Handler[] {
  const report = reportTo(engine.log);
  const handlers = createHandlers({
    engine,
    events,
    testConnection: createTestConnection(transports),
    version: manifest.version,
    ingestUrl: `http://127.0.0.1:${env.enginePort}/v1/streams`,
    startedAt,
    report,
  });
  const upload = { folder: events.filesDir, bytesMax: UPLOAD_BYTES_MAX };
  return [
    createInternalApi({
      token: ensureToken(env.data),
      handlers,
      receiveFile: (name, body) => receiveFile(upload, name, body),
      report,
    }),
  ];
}

/** Logs what has no words of its own, under a reference that the page shows. */
function reportTo(log: Log): (error: unknown) => string {
  return (error) => {
    const reference = randomBytes(4).toString('hex');
    log.error({ err: error, reference }, 'an internal call broke');
    return reference;
  };
}
