import * as z from 'zod';
import { TEXT_BYTES_MAX } from '@/lib/spec/yaml';

/** The forms of inputs that several routers share. Everything that comes in has a size. */

export const id = z.string().min(1).max(64);
export const streamName = z.string().min(1).max(64);
export const fileName = z.string().min(1).max(200);
export const columnName = z.string().min(1).max(200);
export const specText = z.string().max(TEXT_BYTES_MAX);
export const title = z.string().trim().min(1).max(200);
export const note = z.string().trim().max(2000);
export const cursor = z.string().max(200).nullish();
export const millis = z.number().int().min(0).max(8.64e15);

/** Where the nodes are drawn: apart from the spec, so that moving one changes nothing that runs. */
export const layout = z
  .record(z.string().max(64), z.strictObject({ x: z.number().finite(), y: z.number().finite() }))
  .refine((nodes) => Object.keys(nodes).length <= 2000, { error: 'at most 2000 positions' });
export type Layout = z.infer<typeof layout>;

/** What one uploaded file may hold. */
export const UPLOAD_BYTES_MAX = 2 * 1024 ** 3;
