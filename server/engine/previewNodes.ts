import type { Block, SourceRef } from '@/lib/blocks/block';
import { blockOf } from '@/lib/blocks/registry';
import { type Plan, seriesNode } from '@/lib/compile/plan';
import type { Runnable } from '@/lib/compile/runnable';
import { Failure, isError, type Problem } from '@/lib/core/failures';
import type { Span } from '@/lib/core/time';
import type { NodePreview, PreviewState, RowsPreview } from '@/lib/evaluate/preview';
import { actionPreview, detectorPreview, verdictPreview } from '@/lib/evaluate/previewNodes';
import type { Played } from '@/lib/evaluate/simulate';
import type { Spec } from '@/lib/spec/schema';
import type { ColumnInfo } from '@/lib/tally/column';
import type { Runs, Seen } from './preview';
import type { RowsPreviews } from './previewRows';

export type Previewed = {
  spec: Spec;
  problems: readonly Problem[];
  runnable: Runnable;
  plan: Plan | null;
  played: Played;
  runs: Runs;
  span: Span | null;
  columnsOf: (source: SourceRef) => readonly ColumnInfo[];
};
type Tools = { rows: RowsPreviews; seen: Seen };

/** What every node of the draft shows, those that cannot run included. */
export async function nodePreviews(of: Previewed, tools: Tools): Promise<Record<string, NodePreview>> {
  const previews = await Promise.all(
    Object.keys(of.spec.nodes).map(async (id) => [id, await previewOf(id, of, tools)] as const),
  );
  return Object.fromEntries(previews);
}

async function previewOf(id: string, of: Previewed, tools: Tools): Promise<NodePreview> {
  const block = blockOf(of.spec.nodes[id]?.type ?? '');
  if (!block) return { kind: 'unknown', state: 'not_run', words: whyNot(id, of), cached: false };
  if (of.runnable.off.has(id)) return blank(block, 'upstream_disabled', offWords(id, of.spec));
  if (!of.runnable.live.has(id)) return blank(block, 'not_run', whyNot(id, of));
  const relation = of.runnable.relations.get(id);
  if (relation && (block.kind === 'source' || block.kind === 'transform'))
    return rowsPreview({ kind: block.kind, relation }, of, tools.rows);
  if (!of.plan) return blank(block, 'not_run', 'The schedule cannot run yet.');
  if (!of.span) return blank(block, 'warning', 'There are no rows with a time to play.');
  return { ...playedPreview(id, of.plan, of), cached: isCached(id, of, tools.seen) } as NodePreview;
}

type RowsNode = { kind: 'source' | 'transform'; relation: Parameters<RowsPreviews['preview']>[0] };

async function rowsPreview(node: RowsNode, of: Previewed, rows: RowsPreviews): Promise<RowsPreview> {
  const { kind, relation } = node;
  const columns = of.columnsOf(relation.source);
  try {
    return { kind, ...(await rows.preview(relation, columns)) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return {
      ...emptyRows(kind),
      state: 'error',
      words: error.problems[0]?.what ?? error.message,
      cached: false,
    };
  }
}

function playedPreview(id: string, plan: Plan, { played, runs }: Previewed): Omit<NodePreview, 'cached'> {
  const detector = seriesNode(plan, id);
  if (detector) {
    const preview = detectorPreview(detector, played.slots);
    const failed = runs.get(id)?.failed ?? null;
    return failed === null ? preview : { ...preview, state: 'error' as const, words: failed };
  }
  const verdict = plan.verdicts.find((one) => one.id === id);
  if (verdict) return verdictPreview(verdict, played);
  const action = plan.actions.find((one) => one.id === id);
  return action
    ? actionPreview(action, plan, played)
    : { kind: 'unknown', state: 'not_run', words: 'It is not part of what can run yet.' };
}

/** Nothing that it depends on has changed since it was last shown. */
function isCached(id: string, of: Previewed, seen: Seen): boolean {
  const key = subtreeKey(id, of);
  const known = seen.get(key) === true;
  seen.set(key, true);
  return of.runs.get(id)?.cached ?? known;
}

function subtreeKey(id: string, of: Previewed): string {
  const run = of.runs.get(id);
  if (run) return run.key;
  const node = of.spec.nodes[id];
  const inputs = (node?.inputs ?? []).map((input) => subtreeKey(input, of));
  return JSON.stringify([node?.type, node?.params, of.spec.alert, of.span, inputs]);
}

function whyNot(id: string, { problems, spec, runnable }: Previewed): string {
  const own = problems.find((problem) => problem.at.node === id && isError(problem));
  if (own) return own.what;
  const waiting = (spec.nodes[id]?.inputs ?? []).find((input) => !runnable.live.has(input));
  return waiting === undefined ? 'It cannot run yet.' : `It waits for \`${waiting}\`, which cannot run yet.`;
}

function offWords(id: string, spec: Spec): string {
  return spec.nodes[id]?.enabled === false ? 'It is switched off.' : 'All that it reads is switched off.';
}

const emptyRows = (kind: 'source' | 'transform'): Omit<RowsPreview, 'state' | 'words' | 'cached'> => ({
  kind,
  rows: null,
  from: null,
  to: null,
  freshnessMs: null,
  columns: [],
  sample: { columns: [], rows: [] },
});

/** The shape of its kind with nothing in it. */
function blank(block: Block, state: PreviewState, words: string): NodePreview {
  const base = { state, words, cached: false };
  switch (block.kind) {
    case 'source':
    case 'transform':
      return { ...emptyRows(block.kind), ...base };
    case 'detector': {
      const { unit, worse } = block as Block<'detector'>;
      return { kind: 'detector', unit, worse, series: [], last: null, explanation: null, ...base };
    }
    case 'analyser':
      return {
        kind: 'analyser',
        unit: 'score',
        worse: 'either',
        series: [],
        last: null,
        explanation: null,
        ...base,
      };
    case 'threshold':
    case 'logic':
      return { kind: block.kind, lines: [], sentence: '', alerts: [], now: null, ...base };
    case 'action':
      return { kind: 'action', sentence: '', message: null, ...base };
  }
}
