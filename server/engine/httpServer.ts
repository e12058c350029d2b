import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers a request, or says that it is not its own. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export type HttpServer = { port: number; close: () => Promise<void> };

/** Asks the handlers in order; the last one must answer everything. */
export async function serve(
  handlers: readonly Handler[],
  at: { port: number; host: string },
): Promise<HttpServer> {
  const server: Server = createServer({ requestTimeout: 60_000 }, (request, response) => {
    void answer(handlers, request, response);
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(at.port, at.host, done);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeIdleConnections();
        // Requests under way may end; what hangs does not hold the process.
        setTimeout(() => server.closeAllConnections(), 1_000).unref();
      }),
  };
}

async function answer(
  handlers: readonly Handler[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    for (const handler of handlers) if (await handler(request, response)) return;
  } catch {
    if (response.headersSent) response.destroy();
    else response.writeHead(500).end();
  }
}
