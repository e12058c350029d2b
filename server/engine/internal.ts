import { UPLOAD_BYTES_MAX } from '@/server/api/inputs';
import { createInternalApi } from './api';
import { createHandlers, type HandlerOptions } from './handlers';
import { receiveFile } from './receiveFile';
import { ensureToken } from './token';

export type InternalOptions = HandlerOptions & { dataFolder: string };

/**
 * The engine's internal API, ready to be put before ingest: `if (await internal(request, response)) return;`.
 * Makes the token that the pages read.
 */
export function createInternal(options: InternalOptions) {
  const folder = options.events.filesDir;
  return createInternalApi({
    token: ensureToken(options.dataFolder),
    handlers: createHandlers(options),
    receiveFile: (name, body) => receiveFile({ folder, bytesMax: UPLOAD_BYTES_MAX }, name, body),
    report: options.report,
  });
}
