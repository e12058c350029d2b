import type { Plan } from '@/lib/compile/plan';
import { fingerprint } from '@/lib/core/ids';
import type { AlertState } from './alert';
import type { NodeVerdict } from './evaluate';
import type { Labels } from './segments';

/** An alert's state with the place that it belongs to. */
export type Held = { node: string; labels: Labels; state: AlertState['state'] };

export const alertKey = (node: string, labels: Labels): string => `${node} ${fingerprint(labels)}`;

/**
 * The verdicts that alerts live by: those of alerting nodes, and one for every pending or firing alert whose segment
 * gave none this time. Not heard from is not resolved: it is no data. Where the whole detector failed, its one error
 * speaks for all its segments; where it is back, that error is over. A verdict for which it is too early leaves its
 * alert as it is.
 */
export function alertingVerdicts(
  plan: Plan,
  verdicts: readonly NodeVerdict[],
  held: Iterable<Held>,
): NodeVerdict[] {
  const found = verdicts.filter((verdict) => plan.alerting.includes(verdict.node));
  const seen = new Set(found.map((verdict) => alertKey(verdict.node, verdict.labels)));
  const early = new Set(found.filter((verdict) => verdict.early));
  const broken = new Set(
    found
      .filter((verdict) => verdict.severity === 'error' && isWhole(verdict.labels))
      .map((verdict) => verdict.node),
  );
  for (const { node, labels, state } of held) {
    if (state === 'inactive' || seen.has(alertKey(node, labels))) continue;
    if (!plan.alerting.includes(node) || broken.has(node)) continue;
    const base = { node, labels, value: null };
    found.push(
      isWhole(labels)
        ? { ...base, severity: 'ok', reason: 'its parts are watched again' }
        : { ...base, severity: 'no_data', reason: `no data (was ${state})` },
    );
  }
  return found.filter((verdict) => !early.has(verdict));
}

const isWhole = (labels: Labels) => Object.keys(labels).length === 0;
