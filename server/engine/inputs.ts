import * as z from 'zod';
import { columnRole } from '@/lib/tally/column';
import { columnName, fileName, id, millis, note, specText, streamName } from '@/server/api/inputs';
import type { EngineCalls } from './contract';

/** The forms of what the engine is asked. The pages have checked already; the engine trusts nobody. */

const nothing = z.strictObject({});
const byName = z.strictObject({ name: streamName });
const span = z.strictObject({ from: millis, to: millis });

export const engineInputs: { [C in keyof EngineCalls]: z.ZodType<EngineCalls[C]['in']> } = {
  status: nothing,
  'streams.list': nothing,
  'streams.get': byName,
  'streams.rows': byName.extend({ limit: z.int().min(1).max(500) }),
  'streams.volume': byName.extend({ points: z.int().min(2).max(500) }),
  'streams.stats': byName,
  'streams.setRole': byName.extend({ column: columnName, role: columnRole }),
  'streams.remove': byName,
  'files.list': nothing,
  'files.columns': z.strictObject({ name: fileName }),
  'files.import': z.strictObject({ file: fileName, stream: streamName, as: z.enum(['events', 'labels']) }),
  'samples.load': z.strictObject({ id }),
  'catalogue.get': nothing,
  'preview.run': z.strictObject({ project: id, text: specText, days: z.int().min(1).max(366) }),
  'monitors.publish': z.strictObject({
    project: id,
    id,
    token: z.string().min(1).max(100),
    note,
    acceptWarnings: z.boolean(),
    author: id,
  }),
  'monitors.replay': z.strictObject({ project: id, id, span, deliver: z.boolean() }),
  'connections.test': z.strictObject({ project: id, name: z.string().min(1).max(64) }),
};
