import * as z from 'zod';
import { pending, procedure, router } from '@/server/api/trpc';
import type { ConnectionRow } from '@/server/api/views';

const url = z.url({ protocol: /^https?$/ }).max(2000);
const host = z.string().trim().min(1).max(253);
const name = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,62}$/, { error: 'expected a name such as pager or ml-alerts' });

/** A new connection. Secrets go in here and never come out. */
const settings = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('webhook'), url }),
  z.strictObject({ kind: z.literal('slack'), url }),
  z.strictObject({
    kind: z.literal('email'),
    host,
    port: z.int().min(1).max(65_535),
    user: z.string().max(200).optional(),
    password: z.string().max(1000).optional(),
    from: z.email().max(320),
  }),
]);
export type ConnectionSettings = z.infer<typeof settings>;

/** `signingSecret` is shown this once: for a new webhook, and when it is asked for anew. */
export type ConnectionSaved = { name: string; signingSecret: string | null };

export const connectionsRouter = router({
  list: procedure.query(async (): Promise<ConnectionRow[]> => pending()),
  create: procedure
    .input(z.strictObject({ name, settings }))
    .mutation(async (): Promise<ConnectionSaved> => pending()),
  /** A new destination drops the stored secret: it must be given again. */
  update: procedure
    .input(z.strictObject({ name, settings, newSecret: z.boolean().default(false) }))
    .mutation(async (): Promise<ConnectionSaved> => pending()),
  remove: procedure
    .input(z.strictObject({ name }))
    .mutation(async (): Promise<{ removed: true }> => pending()),
  /** Sends a fixed text, a few times a minute at most. */
  test: procedure
    .input(z.strictObject({ name }))
    .mutation(async (): Promise<{ ok: boolean; status: number | null; words: string }> => pending()),
});
