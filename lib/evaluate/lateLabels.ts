import type { LabelCount } from '@/lib/blocks/block';
import { percent, rowCount } from '@/lib/blocks/words';
import type { Plan } from '@/lib/compile/plan';
import { fingerprint } from '@/lib/core/ids';
import type { Millis } from '@/lib/core/time';
import type { Evaluation, NodeScore, NodeVerdict } from './evaluate';

/**
 * What becomes of a window whose labels are still coming. Pure. Until enough have come, a detector that needs labels
 * has a provisional score and its verdicts wait: their alerts stay as they are. A node's windows are judged in order,
 * so one that waits holds back the same node in later windows. What was judged is never judged again; labels that come
 * afterwards revise the score alone.
 */

/** The labelled share that a slot waits for at `now`; null where it is judged with what is there. */
export function awaitedShare(plan: Plan, slot: Millis, now: Millis = Infinity): number | null {
  return plan.labels !== null && now < slot + plan.labels.withinMs ? plan.labels.share : null;
}

/** Labels and predictions over all segments; null where the scores need no labels, or nothing was predicted. */
export function labelCount(scores: readonly Pick<NodeScore, 'score'>[]): LabelCount | null {
  let [labelled, predicted] = [0, 0];
  for (const { score } of scores) {
    labelled += score.labels?.labelled ?? 0;
    predicted += score.labels?.predicted ?? 0;
  }
  return predicted > 0 ? { labelled, predicted } : null;
}

/** Why a detector's verdicts must wait; null where they need not. */
export function waitingWords(scores: readonly NodeScore[], awaited: number | null): string | null {
  const count = awaited === null ? null : labelCount(scores);
  if (awaited === null || count === null || count.labelled >= awaited * count.predicted) return null;
  const share = percent(count.labelled / count.predicted);
  return `waiting for labels: ${share} of ${rowCount(count.predicted)} have one, judged from ${percent(awaited)} on`;
}

/** The verdict nodes of an evaluation that wait, in order. */
export function waitingNodes({ verdicts }: Pick<Evaluation, 'verdicts'>): string[] {
  return [...new Set(verdicts.filter((verdict) => verdict.waiting).map((verdict) => verdict.node))];
}

/** The plan with only those alerting nodes that this evaluation judges; the others' alerts stay as they are. */
export function judgedNow(plan: Plan, evaluation: Evaluation): Plan {
  const waiting = waitingNodes(evaluation);
  if (waiting.length === 0) return plan;
  return { ...plan, alerting: plan.alerting.filter((node) => !waiting.includes(node)) };
}

/** A monitor's evaluations slot by slot. */
export type LabelQueue = {
  /** A node that waited in an earlier slot waits in this one as well. */
  take: (evaluation: Evaluation) => Evaluation;
  /** Whether all these nodes wait in an earlier slot. */
  holds: (nodes: readonly string[]) => boolean;
};

export function createQueue(waitingBefore: Iterable<string> = []): LabelQueue {
  const blocked = new Set(waitingBefore);
  const take = (evaluation: Evaluation): Evaluation => {
    const verdicts = evaluation.verdicts.map((verdict): NodeVerdict => {
      if (verdict.waiting || !blocked.has(verdict.node)) return verdict;
      const { finding: _, ...rest } = verdict;
      const reason = 'waiting for labels of an earlier window, which is judged first';
      return { ...rest, severity: 'no_data', reason, waiting: true };
    });
    for (const node of waitingNodes({ verdicts })) blocked.add(node);
    return { scores: evaluation.scores, verdicts };
  };
  return { take, holds: (nodes) => nodes.every((node) => blocked.has(node)) };
}

/** A slot that was evaluated again: what is kept of it, and what is judged only now. */
export type Reopened = {
  evaluation: Evaluation;
  /** Verdict nodes that waited and are judged now. */
  judged: readonly string[];
  /** Scores that were judged already and have another value now. */
  revised: readonly NodeScore[];
};

/**
 * Puts a new evaluation of a slot over the one that was kept. Verdicts that were given stay as they were given; those
 * that waited are taken from the new one. A score that was judged keeps the value that it was judged by in `revised`.
 */
export function reopen(plan: Plan, kept: Evaluation, seen: { evaluation: Evaluation; at: Millis }): Reopened {
  const waited = new Set(waitingNodes(kept));
  const still = new Set(waitingNodes(seen.evaluation));
  const verdicts = plan.verdicts.flatMap(({ id }) =>
    (waited.has(id) ? seen.evaluation : kept).verdicts.filter(({ node }) => node === id),
  );
  const labelled = new Set(plan.detectors.filter((d) => d.readsLabels).map(({ id }) => id));
  for (const { id, input } of plan.analysers) if (labelled.has(input)) labelled.add(id);
  const judgedBy = new Set(
    plan.verdicts.flatMap((v) => (v.kind === 'threshold' && !waited.has(v.id) ? [v.input] : [])),
  );
  const old = new Map(kept.scores.map((entry) => [placeOf(entry), entry]));
  const revised: NodeScore[] = [];
  const scores = seen.evaluation.scores.map((entry) => {
    const before = old.get(placeOf(entry));
    if (!before || !labelled.has(entry.node) || entry.failed) return before ?? entry;
    if (!judgedBy.has(entry.node)) return entry;
    const [was, is] = [numberOf(before), numberOf(entry)];
    if (was === is) return before.revised ? { ...entry, revised: before.revised } : entry;
    const from = before.revised ? before.revised.from : was;
    const changed = { ...entry, revised: { from, at: seen.at } };
    revised.push(changed);
    return changed;
  });
  const judged = [...waited].filter((node) => !still.has(node));
  return { evaluation: { scores, verdicts }, judged, revised };
}

const numberOf = ({ score }: NodeScore) => (score.ok ? score.value : null);
const placeOf = ({ node, labels }: NodeScore) => `${node} ${fingerprint(labels)}`;
