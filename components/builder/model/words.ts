import {
  type ActionRun,
  type AnalyserRun,
  type DetectorRun,
  formatValue,
  type Kind,
  kinds,
  type LogicRun,
  type Port,
  ports,
  type RowsChange,
  type SourceRef,
  type ThresholdRun,
} from '@/lib/blocks/block';
import { percent } from '@/lib/blocks/words';
import type { BoundNode } from '@/lib/compile/check';
import { isError } from '@/lib/core/failures';
import type { DetectorPreview, NodePreview } from '@/lib/evaluate/preview';
import { titleOf } from '@/lib/spec/title';
import type { Condition } from '@/lib/tally/condition';
import { blockOfNode, type Derived, inputsIn, readersIn, type Wire } from './derive';
import type { NodeState } from './results';

/** What people read and hear of the graph. */

export const kindTitles: Readonly<Record<Kind, string>> = {
  source: 'Source',
  transform: 'Transform',
  detector: 'Detector',
  analyser: 'Analyser',
  threshold: 'Threshold',
  logic: 'Combine',
  action: 'Action',
};

export const portTitles: Readonly<Record<Port, string>> = {
  rows: 'rows',
  series: 'series',
  verdict: 'verdict',
};

/** Kinds in the order in which data passes them. */
export const kindOrder: readonly Kind[] = kinds;

const issues = (count: number) => (count === 1 ? '1 issue' : `${count} issues`);

const stateWords: Readonly<Record<NodeState, string>> = {
  'not run': 'not run',
  running: 'running',
  ok: 'ok',
  warning: 'warning',
  error: 'failed',
  stale: 'out of date',
  off: 'off',
};
export const wordsOfState = (state: NodeState): string => stateWords[state];

/** "Detector, PSI age, 1 issue, input from orders table, output to Threshold 1". */
export function nodeName(derived: Derived, id: string, state?: NodeState): string {
  const { spec, wires, problemsOf } = derived;
  const kind = blockOfNode(spec, id)?.kind;
  const title = (other: string) => titleOf(spec.nodes[other], other);
  const list = (ids: readonly string[]) => ids.map(title).join(' and ');
  const problems = problemsOf.get(id) ?? [];
  const [from, to] = [inputsIn(wires, id), readersIn(wires, id)];
  const takes = kind ? ports[kind].takes : null;
  const gives = kind ? ports[kind].gives : null;
  return [
    kind ? kindTitles[kind] : 'Unknown block',
    title(id),
    spec.nodes[id]?.enabled === false ? 'switched off' : null,
    problems.length > 0 ? issues(problems.length) : null,
    state && state !== 'not run' && state !== 'off' ? `last result ${stateWords[state]}` : null,
    takes === null ? null : from.length > 0 ? `input from ${list(from)}` : 'no input',
    gives === null ? null : to.length > 0 ? `output to ${list(to)}` : 'no output',
  ]
    .filter((part) => part !== null)
    .join(', ');
}

export function wireName(derived: Derived, wire: Wire): string {
  const title = (id: string) => titleOf(derived.spec.nodes[id], id);
  return `From ${title(wire.from)} to ${title(wire.to)}`;
}

export function badgeName(derived: Derived, id: string): string | null {
  const problems = derived.problemsOf.get(id) ?? [];
  if (problems.length === 0) return null;
  const errors = problems.filter(isError).length;
  const warnings = problems.length - errors;
  const parts = [
    errors > 0 ? `${errors} error${errors === 1 ? '' : 's'}` : null,
    warnings > 0 ? `${warnings} warning${warnings === 1 ? '' : 's'}` : null,
  ];
  return parts.filter(Boolean).join(', ');
}

/** What a node does, with its own settings, in a few words. */
export function sentenceOf(derived: Derived, id: string): string {
  const block = blockOfNode(derived.spec, id);
  if (!block) return `There is no block ${derived.spec.nodes[id]?.type ?? ''}`;
  const bound = derived.bound.get(id);
  if (!bound) return block.title;
  const said = sentenceOfRun(bound);
  return said || block.title;
}

type AnyRun = SourceRef | RowsChange | DetectorRun | AnalyserRun | ThresholdRun | LogicRun | ActionRun;

function sentenceOfRun({ block, binding }: BoundNode): string {
  const run = binding.run as AnyRun;
  if ('sentence' in run) return block.kind === 'action' ? run.sentence : capital(run.sentence);
  if ('name' in run) return `${run.kind === 'stream' ? 'Stream' : 'File'} ${run.name}`;
  if ('where' in run && run.where) return `Where ${conditionWords(run.where)}`;
  if ('segment' in run && run.segment) return `Each ${run.segment.column} apart`;
  const columns = [...new Set(binding.columns.map((use) => use.column))];
  return columns.length > 0 ? `${block.title} of ${columns.join(', ')}` : block.title;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const comparisonWords = {
  eq: 'is',
  ne: 'is not',
  lt: 'is below',
  le: 'is at most',
  gt: 'is above',
  ge: 'is at least',
  contains: 'contains',
  in: 'is one of',
  missing: 'is missing',
} as const;

export function conditionWords(c: Condition): string {
  if ('all' in c) return c.all.map(inner).join(' and ');
  if ('any' in c) return c.any.map(inner).join(' or ');
  if ('not' in c) return `not ${inner(c.not)}`;
  if (c.op === 'missing') return `${c.column} is missing`;
  if (c.op === 'in') return `${c.column} is one of ${c.values.join(', ')}`;
  return `${c.column} ${comparisonWords[c.op]} ${String(c.value)}`;
}

function inner(c: Condition): string {
  return 'all' in c || 'any' in c ? `(${conditionWords(c)})` : conditionWords(c);
}

/** The last result in a few words: rows, value, alerts, where to. */
export function resultWords(result: NodePreview | undefined, days: number): string | null {
  if (!result || result.state === 'not_run') return null;
  if (result.state === 'upstream_disabled') return 'Upstream is off';
  switch (result.kind) {
    case 'source':
    case 'transform':
      return result.rows === null ? result.words : `${result.rows.toLocaleString('en')} rows`;
    case 'detector':
    case 'analyser':
      return detectorWords(result);
    case 'action':
      return result.message ? `Would send ${result.sentence}` : `Sends ${result.sentence}`;
    case 'threshold':
    case 'logic':
      return `${result.alerts.length === 1 ? '1 alert' : `${result.alerts.length} alerts`} in ${days} days`;
    case 'unknown':
      return null;
  }
}

function detectorWords({ last, words, unit }: DetectorPreview): string {
  if (!last) return words ?? 'No value';
  if (!last.ok) return capital(last.why);
  const value = formatValue(last.value, unit);
  const { labels } = last;
  const all = !labels || labels.labelled >= labels.predicted;
  return all ? value : `${value}, ${percent(labels.labelled / labels.predicted)} labelled`;
}
