import type { SlackSecret } from '@/server/store/connectionInput';
import type { HttpClient } from './http';
import { fromAnswer, type Sent } from './sent';
import type { Attempt } from './webhook';

type Post = { secret: SlackSecret; body: unknown; attempt: Attempt };

/** An incoming webhook. Slack has no idempotency, so the message itself names the alert and its number. */
export async function sendSlack(http: HttpClient, { secret, body, attempt }: Post): Promise<Sent> {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Tocsin' };
  return fromAnswer(await http.post({ url: secret.url, headers, body: JSON.stringify(body) }), attempt.at);
}
