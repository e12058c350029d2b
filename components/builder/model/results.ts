import type { DetectorPreview, NodePreview, Preview } from '@/lib/evaluate/preview';
import type { Spec } from '@/lib/spec/schema';

/** The last preview, and which document it was of. */
export type Results = {
  status: 'none' | 'running' | 'done' | 'failed';
  preview: Preview | null;
  /** The spec that `preview` ran. */
  spec: Spec | null;
  ranAt: number | null;
  /** Why the last run failed. */
  failure: string | null;
};

export const noResults: Results = { status: 'none', preview: null, spec: null, ranAt: null, failure: null };

export type NodeState = 'not run' | 'running' | 'ok' | 'warning' | 'error' | 'stale' | 'off';

/** Whether a result is a series: a detector's or an analyser's. */
export function givesSeries(result: NodePreview | undefined): result is DetectorPreview {
  return result?.kind === 'detector' || result?.kind === 'analyser';
}

/** What a node's last result is worth now. */
export function nodeState(results: Results, spec: Spec, id: string): NodeState {
  const result = results.preview?.nodes[id];
  if (result?.state === 'upstream_disabled' && !isStale(results, spec, id)) return 'off';
  if (results.status === 'running') return 'running';
  if (!result || result.state === 'not_run') return 'not run';
  if (isStale(results, spec, id)) return 'stale';
  if (result.state === 'upstream_disabled') return 'off';
  return result.state;
}

/** Whether anything that the result rests on has changed since. */
export function isStale(results: Results, spec: Spec, id: string): boolean {
  if (!results.spec) return false;
  return results.spec !== spec && signatureOf(results.spec, id) !== signatureOf(spec, id);
}

/** Whether any result is of an older document. */
export function isOutOfDate(results: Results, spec: Spec): boolean {
  return results.spec !== null && results.spec !== spec && whole(results.spec) !== whole(spec);
}

/** What a node's result depends on, as one text: itself, all before it, and the schedule. Names and reasons do not count. */
function signatureOf(spec: Spec, id: string, seen: readonly string[] = []): string {
  const node = spec.nodes[id];
  if (!node || seen.includes(id)) return '';
  const inputs = (node.inputs ?? []).map((input) => signatureOf(spec, input, [...seen, id]));
  const schedule = seen.length === 0 ? JSON.stringify([spec.schedule, spec.alert]) : '';
  return JSON.stringify([schedule, node.type, node.params ?? {}, node.enabled ?? true, inputs]);
}

function whole(spec: Spec): string {
  return JSON.stringify(Object.keys(spec.nodes).map((id) => [id, signatureOf(spec, id)]));
}

/** The numbers that a sparkline on a node draws: the first series of a detector or analyser. */
export function sparkOf(result: NodePreview | undefined): readonly (number | null)[] {
  if (!givesSeries(result)) return [];
  return result.series[0]?.points.map(([, value]) => value) ?? [];
}
