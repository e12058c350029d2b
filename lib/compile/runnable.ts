import { isError, type Problem } from '@/lib/core/failures';
import type { Spec } from '@/lib/spec/schema';
import { type BoundNode, bindNodes, type Catalogue } from './check';
import { buildPlan, readReference, readSchedule, rowsOf, withoutDisabled } from './compile';
import { topological } from './graph';
import type { Plan, Relation } from './plan';

/** The part of an unfinished spec that can be run already. */
export type Runnable = {
  /** Null where not even the schedule can be read. */
  plan: Plan | null;
  /** The rows that each source and transform gives. */
  relations: ReadonlyMap<string, Relation>;
  /** What each node is bound to, as far as it can be. */
  bound: ReadonlyMap<string, BoundNode>;
  /** Nodes that have no errors and read nothing that has. */
  live: ReadonlySet<string>;
  /** Nodes that are switched off, and those that read nothing else. */
  off: ReadonlySet<string>;
};

export type Checked = { catalogue: Catalogue | null; problems: readonly Problem[] };

/** Plans what can be run of a spec while it is being drawn; `problems` are those that `compile` found. */
export function runnableOf(spec: Spec, { catalogue, problems }: Checked): Runnable {
  const { bound } = bindNodes(spec, catalogue);
  const off = offNodes(spec);
  const broken = new Set(problems.filter(isError).map((p) => p.at.node));
  const live = withoutDisabled(spec, new Map([...bound].filter(([id]) => !broken.has(id))));
  for (const id of topological(spec.nodes)) {
    // In a finished spec logic goes on with the inputs that are left; here a missing one is not ready yet.
    const waits = (spec.nodes[id]?.inputs ?? []).some((input) => !live.has(input) && !off.has(input));
    if (waits) live.delete(id);
  }
  const { schedule, problems: wrong } = readSchedule(spec);
  const reference = readReference(spec.schedule.reference);
  const plan = wrong.some(isError) ? null : buildPlan(spec, live, { schedule, reference });
  return { plan, relations: relationsOf(spec, live), bound, live: new Set(live.keys()), off };
}

function relationsOf(spec: Spec, live: ReadonlyMap<string, BoundNode>): Map<string, Relation> {
  const relations = new Map<string, Relation>();
  for (const [id, { block }] of live) {
    if (block.kind !== 'source' && block.kind !== 'transform') continue;
    const rows = rowsOf(spec, live, id);
    if (rows) relations.set(id, rows.relation);
  }
  return relations;
}

function offNodes(spec: Spec): Set<string> {
  const off = new Set<string>();
  for (const id of topological(spec.nodes)) {
    const node = spec.nodes[id];
    const inputs = node?.inputs ?? [];
    if (node?.enabled === false || (inputs.length > 0 && inputs.every((input) => off.has(input))))
      off.add(id);
  }
  return off;
}
