import {
  type ActionRun,
  type Block,
  type DetectorRun,
  type LogicRun,
  type RowsChange,
  readsRole,
  type SegmentNeed,
  type SourceRef,
  type ThresholdRun,
} from '@/lib/blocks/block';
import { isError, type Problem, problem } from '@/lib/core/failures';
import { formatDuration, type Millis, parseDuration } from '@/lib/core/time';
import {
  type AlertSpec,
  labelWait,
  parseMoment,
  parseWindows,
  type ReferenceSpec,
  type Spec,
} from '@/lib/spec/schema';
import { type Parsed, parseSpec } from '@/lib/spec/yaml';
import type { Condition } from '@/lib/tally/condition';
import { type BoundNode, bindNodes, type Catalogue } from './check';
import { checkGraph, readersOf, topological } from './graph';
import type {
  AlertSettings,
  LabelWait,
  Plan,
  PlannedAction,
  PlannedDetector,
  PlannedVerdict,
  Reference,
  Relation,
  Schedule,
} from './plan';
import { checkAnalysers, planAnalysers } from './planAnalysers';

export type Compiled = {
  spec: Spec | null;
  /** Null where any problem is an error. */
  plan: Plan | null;
  problems: readonly Problem[];
};

/**
 * From text to a plan, or to all problems at once:
 * 1. parse and shape: YAML, fields, forms (lib/spec)
 * 2. check: wiring, params, columns, what they refer to
 * 3. plan: what a runtime needs
 */
export function compile(text: string, catalogue: Catalogue | null = null): Compiled {
  const parsed = parseSpec(text);
  if (!parsed.spec) return { spec: null, plan: null, problems: parsed.problems };
  const checked = compileSpec(parsed.spec, catalogue);
  const problems = [...parsed.problems, ...checked.problems].map((p) => withLine(p, parsed));
  return { spec: parsed.spec, plan: checked.plan, problems };
}

function withLine(p: Problem, parsed: Parsed): Problem {
  return p.at.line !== undefined || !p.at.path ? p : { ...p, at: { ...parsed.locate(p.at.path), ...p.at } };
}

/** The same from a spec that is an object already. Switched-off nodes are checked but not planned. */
export function compileSpec(spec: Spec, catalogue: Catalogue | null = null): Omit<Compiled, 'spec'> {
  const { bound, problems: bindProblems } = bindNodes(spec, catalogue);
  const { schedule, problems: scheduleProblems } = readSchedule(spec);
  const problems = [
    ...checkGraph(spec),
    ...bindProblems,
    ...needNull(spec, bound),
    ...scheduleProblems,
    ...checkAnalysers(spec, bound, schedule.everyMs),
  ];
  const reference = readReference(spec.schedule.reference);
  if (!reference) problems.push(...needReference(bound));
  if (problems.some(isError)) return { plan: null, problems };
  const live = withoutDisabled(spec, bound);
  problems.push(...nestedSegments(spec, live));
  if (problems.some(isError)) return { plan: null, problems };
  return { plan: buildPlan(spec, live, { schedule, reference }), problems };
}

export function readSchedule(spec: Spec): { schedule: Schedule; problems: Problem[] } {
  const everyMs = ms(spec.schedule.every);
  const windowMs = ms(spec.schedule.window);
  const problems: Problem[] = [];
  const clash = (message: string, advice: string, field: string) =>
    problems.push(problem('schedule_conflict', { message, advice }, { path: ['schedule', field] }));
  if (everyMs < 60_000)
    clash(`every ${spec.schedule.every} is under a minute`, 'Set `every` to 1m or more', 'every');
  if (windowMs < 60_000)
    clash(`the window ${spec.schedule.window} is under a minute`, 'Set `window` to 1m or more', 'window');
  const bucketMs = gcd(everyMs, windowMs);
  if (problems.length === 0 && windowMs / bucketMs > 10_080) {
    const message = `the window ${spec.schedule.window} would be cut into ${windowMs / bucketMs} buckets of ${formatDuration(bucketMs)}`;
    clash(message, 'Choose `every` so that it divides the window', 'every');
  }
  problems.push(...checkRange(spec.schedule.reference));
  return { schedule: { everyMs, windowMs, delayMs: ms(spec.schedule.delay), bucketMs }, problems };
}

function checkRange(reference: ReferenceSpec | undefined): Problem[] {
  if (!reference || !('from' in reference) || parseMoment(reference.from) < parseMoment(reference.to))
    return [];
  const details = { message: 'the reference ends before it begins', advice: 'Set `to` after `from`' };
  return [problem('schedule_conflict', details, { path: ['schedule', 'reference'] })];
}

/** Durations were checked with the spec's shape, so they parse. */
const ms = (text: string): Millis => parseDuration(text) ?? 0;

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

export function readReference(reference: ReferenceSpec | undefined): Reference | null {
  if (!reference) return null;
  if ('file' in reference) return { kind: 'file', name: reference.file };
  if ('trailing' in reference) {
    return {
      kind: 'trailing',
      ms: ms(reference.trailing),
      endingMs: reference.ending ? ms(reference.ending) : 0,
    };
  }
  return { kind: 'range', span: { from: parseMoment(reference.from), to: parseMoment(reference.to) } };
}

function needReference(bound: ReadonlyMap<string, BoundNode>): Problem[] {
  return [...bound.values()]
    .filter((node) => wantsReference(node))
    .map((node) =>
      problem('no_reference', { node: node.id }, { node: node.id, path: ['schedule', 'reference'] }),
    );
}

function wantsReference({ block, binding }: BoundNode): boolean {
  if (block.kind === 'detector') return (binding.run as DetectorRun).reference === 'required';
  return block.kind === 'threshold' && (binding.run as ThresholdRun).compares === 'reference';
}

const asksUsual = (node: BoundNode | undefined): boolean =>
  node?.block.kind === 'threshold' && (node.binding.run as ThresholdRun).compares === 'usual';

/** Thresholds that ask what is usual, behind detectors that cannot say. */
function needNull(spec: Spec, bound: ReadonlyMap<string, BoundNode>): Problem[] {
  return [...bound.values()].flatMap((node) => {
    const input = bound.get(spec.nodes[node.id]?.inputs?.[0] ?? '');
    if (!asksUsual(node) || input?.block.kind !== 'detector') return [];
    const { nullModel, givesUsual } = input.binding.run as DetectorRun;
    if (nullModel || givesUsual) return [];
    const details = {
      node: node.id,
      message: `what is usual by chance is known of distances only, and \`${input.id}\` is none`,
      advice: 'Set a limit on its value, or on its change, instead',
    };
    return [problem('param_conflict', details, { node: node.id, path: ['nodes', node.id, 'type'] })];
  });
}

/** A node that is off takes what hangs on it alone with it; logic and actions go on with the inputs that are left. */
export function withoutDisabled(spec: Spec, bound: ReadonlyMap<string, BoundNode>): Map<string, BoundNode> {
  const live = new Map<string, BoundNode>();
  for (const id of topological(spec.nodes)) {
    const node = spec.nodes[id];
    const entry = bound.get(id);
    if (!node || !entry || node.enabled === false) continue;
    const inputs = node.inputs ?? [];
    if (inputs.length === 0 || inputs.some((input) => live.has(input))) live.set(id, entry);
  }
  return live;
}

type Rows = { relation: Relation; segments: SegmentNeed[] };

export function rowsOf(spec: Spec, live: ReadonlyMap<string, BoundNode>, id: string): Rows | null {
  const node = live.get(id);
  if (!node) return null;
  if (node.block.kind === 'source')
    return { relation: { source: node.binding.run as SourceRef, where: null }, segments: [] };
  const upstream = rowsOf(spec, live, spec.nodes[id]?.inputs?.[0] ?? '');
  if (!upstream) return null;
  const change = node.binding.run as RowsChange;
  return {
    relation: { ...upstream.relation, where: both(upstream.relation.where, change.where) },
    segments: change.segment ? [...upstream.segments, change.segment] : upstream.segments,
  };
}

function both(a: Condition | null, b: Condition | undefined): Condition | null {
  if (!b) return a;
  return a ? { all: [a, b] } : b;
}

function nestedSegments(spec: Spec, live: ReadonlyMap<string, BoundNode>): Problem[] {
  return [...live.values()]
    .filter((node) => node.block.kind === 'detector')
    .filter((node) => (rowsOf(spec, live, spec.nodes[node.id]?.inputs?.[0] ?? '')?.segments.length ?? 0) > 1)
    .map((node) => {
      const details = {
        node: node.id,
        message: 'its rows are split into segments twice',
        advice: 'Keep one segment block before it',
      };
      return problem('param_conflict', details, { node: node.id, path: ['nodes', node.id, 'inputs'] });
    });
}

type Timing = { schedule: Schedule; reference: Reference | null };

export function buildPlan(spec: Spec, live: ReadonlyMap<string, BoundNode>, timing: Timing): Plan {
  const titleOf = (id: string) => spec.nodes[id]?.title ?? id;
  const detectors = planDetectors(spec, live);
  const inputsOf = (id: string) => (spec.nodes[id]?.inputs ?? []).filter((input) => live.has(input));
  const verdicts = [...live.values()].flatMap(({ id, block, binding }): PlannedVerdict[] => {
    const base = { id, title: titleOf(id), why: spec.nodes[id]?.why ?? null };
    const input = inputsOf(id)[0] ?? '';
    if (block.kind === 'threshold')
      return [{ ...base, kind: 'threshold', input, run: binding.run as ThresholdRun }];
    return block.kind === 'logic'
      ? [{ ...base, kind: 'logic', inputs: inputsOf(id), run: binding.run as LogicRun }]
      : [];
  });
  const actions = [...live.values()].flatMap(({ id, block, binding }): PlannedAction[] =>
    block.kind === 'action'
      ? [{ id, title: titleOf(id), type: block.type, inputs: inputsOf(id), run: binding.run as ActionRun }]
      : [],
  );
  const told = new Set(actions.flatMap((action) => action.inputs));
  const alerting = verdicts
    .map((verdict) => verdict.id)
    .filter((id) => told.has(id) || !readersOf(spec.nodes, id).some((reader) => live.has(reader)));
  return {
    name: spec.name,
    why: spec.why ?? {},
    ...timing,
    labels: detectors.some((detector) => detector.readsLabels) ? readLabelWait(spec) : null,
    alert: readAlert(spec.alert, timing.schedule),
    detectors,
    analysers: planAnalysers(spec, live, { detectors, everyMs: timing.schedule.everyMs }),
    verdicts,
    alerting,
    actions,
  };
}

function planDetectors(spec: Spec, live: ReadonlyMap<string, BoundNode>): PlannedDetector[] {
  return [...live.values()].flatMap(({ id, block, binding }): PlannedDetector[] => {
    const rows = block.kind === 'detector' ? rowsOf(spec, live, spec.nodes[id]?.inputs?.[0] ?? '') : null;
    if (!rows || !('unit' in block)) return [];
    const detector = block as Block<'detector'>;
    const run = binding.run as DetectorRun;
    return [
      {
        id,
        title: spec.nodes[id]?.title ?? id,
        type: block.type,
        category: detector.category,
        unit: run.unit ?? detector.unit,
        worse: detector.worse,
        relation: rows.relation,
        segment: rows.segments[0] ?? null,
        calibrated: readersOf(spec.nodes, id).some((reader) => asksUsual(live.get(reader))),
        readsLabels: readsRole(block, 'label'),
        run,
      },
    ];
  });
}

function readLabelWait({ schedule }: Spec): LabelWait {
  const { share, within } = schedule.labels ?? labelWait.parse({});
  return { share, withinMs: ms(within) };
}

function readAlert(alert: AlertSpec, schedule: Schedule): AlertSettings {
  const windows = parseWindows(alert.for);
  return {
    forMs: windows === null ? ms(alert.for) : (windows - 1) * schedule.everyMs,
    keepFiringForMs: ms(alert.keepFiringFor),
    remindEveryMs: alert.remindEvery === undefined ? null : ms(alert.remindEvery),
    onNoData: alert.onNoData,
    onError: alert.onError,
  };
}
