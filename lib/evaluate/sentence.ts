import { type Plan, seriesNode } from '@/lib/compile/plan';
import type { NodeVerdict } from './evaluate';
import type { Labels } from './segments';

/**
 * What was found, as one sentence: "Age drift is 0.31, above the critical limit 0.2 (country DE); age moved up: 45 to
 * 60 grew from 18 % to 31 %".
 */
export function sentenceOf(plan: Plan, verdict: Omit<NodeVerdict, 'severity'>): string {
  const planned = plan.verdicts.find(({ id }) => id === verdict.node);
  const detector = planned?.kind === 'threshold' && seriesNode(plan, planned.input);
  const where = labelWords(verdict.labels);
  if (!detector) return `${verdict.reason}${where}`;
  const found =
    verdict.value === null
      ? `${detector.title}: ${verdict.reason}`
      : `${detector.title} is ${verdict.reason}`;
  return `${found}${where}${verdict.finding === undefined ? '' : `; ${verdict.finding}`}`;
}

function labelWords(labels: Labels): string {
  const words = Object.entries(labels).map(([name, value]) => `${name} ${value}`);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}
