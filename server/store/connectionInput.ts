import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { ConnectionConfig } from '@/server/db/json';

/** What people enter for a connection. Everything that is secret is optional when it was stored before. */

const name = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,63}$/, { error: 'expected a short name such as pager or ml-alerts' });
const url = z.url({ protocol: /^https?$/ }).max(2_000);
const whsec = z.string().refine((text) => signingKeyOf(text) !== null, {
  error: 'expected whsec_ and 24 to 64 bytes in base64',
});
/** No line breaks: they would end the header that the text goes into. */
const headerText = z
  .string()
  .min(1)
  .max(320)
  .regex(/^[^\r\n\0]*$/, { error: 'line breaks are not allowed' });

export const connectionInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('webhook'), name, url: url.optional(), secret: whsec.optional() }),
  z.strictObject({ kind: z.literal('slack'), name, url: url.optional() }),
  z.strictObject({
    kind: z.literal('email'),
    name,
    host: z.string().min(1).max(253),
    port: z.int().min(1).max(65_535),
    security: z.enum(['tls', 'starttls', 'none']),
    from: headerText,
    user: z.string().max(320).optional(),
    password: z.string().max(1_000).optional(),
  }),
]);
export type ConnectionInput = z.infer<typeof connectionInput>;

/** What is sealed. A webhook's and a Slack hook's address is a secret: who has it can post. */
export const secretShapes = {
  webhook: z.object({ url: z.string(), secret: z.string() }),
  slack: z.object({ url: z.string() }),
  email: z.object({ password: z.string() }),
};
export type WebhookSecret = z.infer<typeof secretShapes.webhook>;
export type SlackSecret = z.infer<typeof secretShapes.slack>;
export type EmailSecret = z.infer<typeof secretShapes.email>;

export const emailConfig = z.object({
  host: z.string(),
  port: z.number(),
  security: z.enum(['tls', 'starttls', 'none']),
  from: z.string(),
  user: z.string().optional(),
});
export type EmailConfig = z.infer<typeof emailConfig>;

/** What may be shown of a connection. */
export function configOf(input: ConnectionInput, old: ConnectionConfig): ConnectionConfig {
  if (input.kind !== 'email') return input.url === undefined ? old : { host: new URL(input.url).host };
  const { host, port, security, from, user } = input;
  return { host, port, security, from, ...(user === undefined ? {} : { user }) };
}

type Secret = WebhookSecret | SlackSecret | EmailSecret;
export type Merged = {
  /** Null where there is nothing to keep. */
  secret: Secret | null;
  /** A signing secret that was made here and is shown this once. */
  made: string | null;
};

/**
 * The secret after a save. Where the destination has changed, nothing of the old secret is kept: otherwise whoever may
 * edit a connection could send its secret to themselves.
 */
export function mergeSecret(
  input: ConnectionInput,
  old: { secret: unknown; config: ConnectionConfig },
): Merged {
  if (input.kind === 'webhook') return mergeWebhook(input, old.secret);
  if (input.kind === 'slack') {
    const kept = secretShapes.slack.safeParse(old.secret).data;
    return { secret: input.url === undefined ? (kept ?? null) : { url: input.url }, made: null };
  }
  if (input.password !== undefined) return { secret: { password: input.password }, made: null };
  const { host, port, security, user } = old.config;
  const same =
    input.host === host && input.port === port && input.security === security && input.user === user;
  return { secret: same ? (secretShapes.email.safeParse(old.secret).data ?? null) : null, made: null };
}

function mergeWebhook(input: Extract<ConnectionInput, { kind: 'webhook' }>, before: unknown): Merged {
  const old = secretShapes.webhook.safeParse(before).data;
  const to = input.url ?? old?.url;
  if (to === undefined) return { secret: null, made: null };
  if (input.secret !== undefined) return { secret: { url: to, secret: input.secret }, made: null };
  if (old && old.url === to) return { secret: old, made: null };
  const made = newSigningSecret();
  return { secret: { url: to, secret: made }, made };
}

const SIGNING_BYTES = { fresh: 32, least: 24, most: 64 };

export function newSigningSecret(): string {
  return `whsec_${randomBytes(SIGNING_BYTES.fresh).toString('base64')}`;
}

/** The key behind a `whsec_` secret; null where it is not one. */
export function signingKeyOf(secret: string): Buffer | null {
  const match = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret);
  if (!match) return null;
  const key = Buffer.from(match[1] ?? '', 'base64');
  return key.length >= SIGNING_BYTES.least && key.length <= SIGNING_BYTES.most ? key : null;
}
