import type { Request } from '@/lib/blocks/block';
import { Failure } from '@/lib/core/failures';
import type { OpenConnection } from '@/server/store/connections';
import type { Egress } from './egress';
import { sendEmail } from './email';
import type { HttpClient } from './http';
import { fromError, type Sent, sent, unsent } from './sent';
import { sendSlack } from './slack';
import { type Attempt, sendWebhook } from './webhook';

/** The ways to reach the world. */
export type Transports = { egress: Egress; http: HttpClient; log: (line: string, id: string) => void };

/** A message with the connection it goes to, once opened. */
export type Sending = { request: Request; attempt: Attempt; open: (name: string) => OpenConnection };

/** Performs a request. Never throws: what goes wrong is an answer. */
export async function send(transports: Transports, sending: Sending): Promise<Sent> {
  try {
    return await perform(transports, sending);
  } catch (error) {
    return error instanceof Failure ? unsent(error.problems[0]?.what ?? error.message) : fromError(error);
  }
}

async function perform(transports: Transports, { request, attempt, open }: Sending): Promise<Sent> {
  if (request.transport === 'log') {
    transports.log(request.line, attempt.id);
    return sent;
  }
  const connection = open(request.connection);
  if (connection.kind !== request.transport) {
    const error = `the connection is of kind ${connection.kind} and the message is for ${request.transport}`;
    return unsent(error, { final: true });
  }
  if (connection.kind === 'email' && request.transport === 'email')
    return sendEmail(transports.egress, {
      config: connection.config,
      secret: connection.secret,
      request,
      attempt,
    });
  if (request.transport === 'email' || connection.kind === 'email')
    return unsent('not for e-mail', { final: true });
  return connection.kind === 'webhook'
    ? sendWebhook(transports.http, { secret: connection.secret, body: request.body, attempt })
    : sendSlack(transports.http, { secret: connection.secret, body: request.body, attempt });
}
