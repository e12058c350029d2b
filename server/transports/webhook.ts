import { createHmac } from 'node:crypto';
import { failure } from '@/lib/core/failures';
import type { Millis } from '@/lib/core/time';
import { signingKeyOf, type WebhookSecret } from '@/server/store/connectionInput';
import type { HttpClient } from './http';
import { fromAnswer, type Sent } from './sent';

/** One attempt to send one message. The id is the same on each attempt. */
export type Attempt = { id: string; at: Millis };

/**
 * `v1,<base64>` over `id.timestamp.body`.
 * @source Standard Webhooks specification, https://www.standardwebhooks.com
 */
export function signatureOf(secret: string, attempt: Attempt, body: string): string {
  const key = signingKeyOf(secret);
  if (!key)
    throw failure('input_invalid', { field: 'secret', message: 'expected whsec_ and 24 to 64 bytes' });
  const signed = `${attempt.id}.${secondsOf(attempt.at)}.${body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

const secondsOf = (at: Millis): number => Math.floor(at / 1_000);

type Webhook = { secret: WebhookSecret; body: unknown; attempt: Attempt };

export async function sendWebhook(http: HttpClient, { secret, body, attempt }: Webhook): Promise<Sent> {
  const text = JSON.stringify(body);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Tocsin',
    'webhook-id': attempt.id,
    'webhook-timestamp': String(secondsOf(attempt.at)),
    'webhook-signature': signatureOf(secret.secret, attempt, text),
  };
  return fromAnswer(await http.post({ url: secret.url, headers, body: text }), attempt.at);
}
