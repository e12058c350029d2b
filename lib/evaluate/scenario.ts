import * as z from 'zod';
import type { Severity } from '@/lib/blocks/block';
import { severities } from '@/lib/blocks/block';
import { compile } from '@/lib/compile/compile';
import type { Plan } from '@/lib/compile/plan';
import { Failure, failure } from '@/lib/core/failures';
import { fingerprint } from '@/lib/core/ids';
import { formatDuration, type Millis, parseDuration, type Span } from '@/lib/core/time';
import { parseMoment } from '@/lib/spec/schema';
import { EVENT_TIME, type Row, type Value } from '@/lib/tally/column';
import { foldHistory } from './foldHistory';
import { simulate } from './simulate';

/**
 * A scenario: a monitor, the data it is fed, and what it must tell. The format of `lib/evaluate/scenarios/*.yaml`
 * and of the files that `tocsin test` runs; `scenarios/debounce.yaml` explains it field by field.
 */

const after = z.string().refine((text) => parseDuration(text) !== null, {
  error: 'expected a duration since the start, such as 5h',
});

const labels = z.record(z.string(), z.string()).default({});

const seriesShape = z.strictObject({
  stream: z.string().min(1).max(64),
  column: z.string().min(1).max(200),
  labels,
  rows: z.int().min(1).max(10_000).default(1),
  values: z.string().max(100_000),
});

export const scenarioShape = z.strictObject({
  name: z.string().min(1).max(200),
  spec: z.string(),
  start: z
    .string()
    .refine((text) => Number.isFinite(parseMoment(text)), { error: 'expected a time such as 2026-01-01' }),
  skip: after.default('0s'),
  series: z.array(seriesShape).min(1).max(100),
  alerts: z.array(
    z.strictObject({
      node: z.string(),
      labels,
      fires: after,
      ends: after.nullable().default(null),
      severity: z.enum(severities),
    }),
  ),
  notices: z
    .array(
      z.strictObject({
        at: after,
        node: z.string(),
        labels,
        event: z.enum(['firing', 'escalated', 'resolved', 'reminder', 'no_data', 'error']),
      }),
    )
    .optional(),
});
export type Scenario = z.output<typeof scenarioShape>;

/** What was expected and what came, each as lines of text in order of time; equal where the scenario holds. */
export type ScenarioResult = { passed: boolean; expected: string[]; got: string[] };

/** Plays a scenario. Throws a `Failure` where its spec does not compile or its values cannot be read. */
export function runScenario(scenario: Scenario): ScenarioResult {
  const { plan, problems } = compile(scenario.spec);
  if (!plan) throw new Failure(problems);
  const start = parseMoment(scenario.start);
  const played = rowsOf(scenario, { start, everyMs: plan.schedule.everyMs });
  const span: Span = { from: start + ms(scenario.skip), to: start + played.steps * plan.schedule.everyMs };
  const history = foldHistory(plan, (source) => played.rows.get(source.name) ?? [], { ...span, from: start });
  const got = linesOf(simulate(plan, history, span), { start, notices: scenario.notices !== undefined });
  const expected = expectedLines(scenario);
  return { passed: got.join('\n') === expected.join('\n'), expected, got };
}

type Clock = { start: Millis; everyMs: Plan['schedule']['everyMs'] };

function rowsOf(scenario: Scenario, clock: Clock): { rows: Map<string, Row[]>; steps: number } {
  const rows = new Map<string, Row[]>();
  let steps = 0;
  for (const [index, series] of scenario.series.entries()) {
    const values = readValues(series.values, `series.${index}.values`);
    steps = Math.max(steps, values.length);
    const held = rows.get(series.stream) ?? [];
    rows.set(series.stream, held);
    for (const [step, value] of values.entries()) {
      if (value === undefined) continue;
      const at = clock.start + step * clock.everyMs;
      for (let n = 0; n < series.rows; n++) held.push(rowOf(series, { at, value }));
    }
  }
  return { rows, steps };
}

function rowOf(series: Scenario['series'][number], entry: { at: Millis; value: Value }): Row {
  return new Map<string, Value>([
    [EVENT_TIME, entry.at],
    ...Object.entries(series.labels),
    [series.column, entry.value],
  ]);
}

const STEP = /^(_|null|-?\d+(?:\.\d+)?|[A-Za-z][\w-]*?)(?:x(\d{1,5}))?$/;

/** `1x3 _ 5` → 1, 1, 1, no rows, 5. A word stands for itself, `null` for rows without a value. */
function readValues(text: string, field: string): (Value | undefined)[] {
  return text
    .trim()
    .split(/\s+/)
    .flatMap((step) => {
      const match = STEP.exec(step);
      if (!match?.[1]) {
        throw failure('input_invalid', {
          field,
          message: `\`${step}\` is not a value such as 5, 0.2x10 or _x3`,
        });
      }
      return new Array<Value | undefined>(Number(match[2] ?? 1)).fill(stepValue(match[1]));
    });
}

function stepValue(word: string): Value | undefined {
  if (word === '_') return undefined;
  if (word === 'null') return null;
  const number = Number(word);
  return Number.isFinite(number) ? number : word;
}

const ms = (text: string): Millis => parseDuration(text) ?? 0;

function linesOf(result: ReturnType<typeof simulate>, how: { start: Millis; notices: boolean }): string[] {
  const since = (at: Millis) => at - how.start;
  const alerts = result.alerts.map((alert) =>
    alertLine({
      ...alert,
      fires: since(alert.firedAt),
      ends: alert.resolvedAt === null ? null : since(alert.resolvedAt),
    }),
  );
  const notices = result.slots.flatMap(({ slot, events }) =>
    events.map((event) => noticeLine({ ...event, at: since(slot) })),
  );
  return how.notices ? [...alerts, ...notices] : alerts;
}

function expectedLines({ alerts, notices }: Scenario): string[] {
  return [
    ...alerts.map((alert) =>
      alertLine({ ...alert, fires: ms(alert.fires), ends: alert.ends === null ? null : ms(alert.ends) }),
    ),
    ...(notices ?? []).map((notice) => noticeLine({ ...notice, at: ms(notice.at) })),
  ];
}

type Named = { node: string; labels: Readonly<Record<string, string>> };

const named = ({ node, labels: set }: Named) =>
  Object.keys(set).length > 0 ? `${node}{${fingerprint(set)}}` : node;

function alertLine(alert: Named & { fires: Millis; ends: Millis | null; severity: Severity }): string {
  const end = alert.ends === null ? 'still firing' : `ends ${formatDuration(alert.ends)}`;
  return `alert ${named(alert)} ${alert.severity} fires ${formatDuration(alert.fires)}, ${end}`;
}

function noticeLine(notice: Named & { at: Millis; event: string }): string {
  return `notice ${formatDuration(notice.at)} ${named(notice)} ${notice.event}`;
}
