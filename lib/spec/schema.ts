import * as z from 'zod';
import { NODE_ID } from '@/lib/core/ids';
import { parseDuration } from '@/lib/core/time';

/** The document a user owns. Text is the truth; this is what the text must say. */

const duration = (what: string) =>
  z
    .string()
    .refine((text) => parseDuration(text) !== null, { error: 'expected a duration such as 15m, 1h or 1d' })
    .meta({ title: what, widget: 'duration' });

/** A moment: `2026-01-01` or `2026-01-01T12:00:00Z`; without a zone it is UTC. */
export const moment = z.string().refine((text) => Number.isFinite(parseMoment(text)), {
  error: 'expected a time such as 2026-01-01 or 2026-01-01T12:00Z',
});

export function parseMoment(text: string): number {
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return Number.NaN;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text) || text.length === 10;
  return Date.parse(zoned ? text : `${text}Z`);
}

const short = z.string().min(1).max(200);

export const why = z.object({
  objective: z
    .string()
    .max(1000)
    .optional()
    .meta({ title: 'Objective', description: 'The business goal that this protects.' }),
  requirement: short
    .optional()
    .meta({ title: 'Requirement', description: 'The requirement it watches, e.g. REQ-12.' }),
  owner: short.optional().meta({ title: 'Owner', description: 'Who looks when it rings.' }),
  link: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ title: 'Link', description: 'A run book or ticket.' }),
});
export type Why = z.infer<typeof why>;

export const reference = z
  .union([
    z.strictObject({ from: moment, to: moment }),
    z.strictObject({
      trailing: duration('Trailing range'),
      ending: duration('Ends before the window').optional(),
    }),
    z.strictObject({ file: short }),
  ])
  .meta({ title: 'Reference', description: 'What "normal" is: a time range, a trailing range, or a file.' });
export type ReferenceSpec = z.infer<typeof reference>;

export const labelWait = z
  .strictObject({
    share: z.number().min(0).max(1).default(0.8).meta({
      title: 'Labelled share',
      description: 'A window is judged once this share of its predictions has a label.',
    }),
    within: duration('Within')
      .default('7d')
      .meta({ description: 'So long after its end a window is judged with the labels that are there.' }),
  })
  .meta({
    title: 'Labels',
    description:
      'How long detectors that need labels wait for them. Labels that come later revise the score.',
  });

export const schedule = z.object({
  every: duration('Every').meta({ description: 'How often the monitor runs.' }),
  window: duration('Window').meta({ description: 'How much data each run looks at.' }),
  delay: duration('Delay').default('30s').meta({
    description: 'How long to wait after a window ends, so that late events and labels can arrive.',
  }),
  reference: reference.optional(),
  labels: labelWait.optional(),
});

/** `2 windows`: that many runs in a row. */
const WINDOWS = /^([1-9]\d{0,3}) windows?$/;
export function parseWindows(text: string): number | null {
  const match = WINDOWS.exec(text);
  return match ? Number(match[1]) : null;
}

export const alert = z.object({
  for: z
    .string()
    .refine((text) => parseWindows(text) !== null || parseDuration(text) !== null, {
      error: 'expected a duration such as 30m, or a count such as 2 windows',
    })
    .default('1 window')
    .meta({ title: 'For', description: 'How long it must be bad before anybody is told.' }),
  keepFiringFor: duration('Keep firing for')
    .default('0s')
    .meta({ description: 'How long it must be good before it is over.' }),
  remindEvery: duration('Remind every').optional().meta({ description: 'Tell again while it lasts.' }),
  onNoData: z
    .enum(['alert', 'keep', 'ok'])
    .default('alert')
    .meta({ title: 'On no data', description: 'Alert, keep the last state, or take it as fine.' }),
  onError: z.enum(['alert', 'keep']).default('alert').meta({
    title: 'On error',
    description: 'Alert, or keep the last state, when the monitor itself fails.',
  }),
});

export const node = z.object({
  type: z.string().min(1).max(64),
  title: z.string().max(200).optional(),
  inputs: z.array(z.string().max(64)).max(50).optional(),
  params: z.record(z.string().max(64), z.unknown()).optional(),
  enabled: z.boolean().optional(),
  why: why.optional(),
});
export type NodeSpec = z.infer<typeof node>;

/** A monitor holds at most this many nodes. */
export const NODES_MAX = 500;

export const spec = z.object({
  version: z.literal(1),
  name: short,
  description: z.string().max(2000).optional(),
  why: why.optional(),
  schedule,
  nodes: z
    .record(z.string().regex(NODE_ID, { error: 'expected an id such as age_drift' }), node)
    .refine((nodes) => Object.keys(nodes).length <= NODES_MAX, { error: `at most ${NODES_MAX} nodes` }),
  alert: alert.prefault({}),
});
export type Spec = z.infer<typeof spec>;
export type AlertSpec = z.infer<typeof alert>;

/** The fields each part knows, so that others can be named and kept. */
export const knownFields = {
  spec: Object.keys(spec.shape),
  schedule: Object.keys(schedule.shape),
  alert: Object.keys(alert.shape),
  node: Object.keys(node.shape),
};
