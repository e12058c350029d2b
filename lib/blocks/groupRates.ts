import * as z from 'zod';
import { type DetectorRun, roleColumn } from './block';
import { classBin, className } from './classes';
import { type GroupComparison, groupGapScore } from './groupGap';
import { type ClassMetricName, classMetric } from './groupMetrics';
import { type GroupChoice, groupKeys, groupShape } from './groups';

const prediction = roleColumn('prediction', { title: 'Prediction', description: 'What the model answered.' });
const label = roleColumn('label', { title: 'Label', description: 'What turned out to be true.' });
const positive = className({
  title: 'Positive class',
  description: 'The answer that is a benefit; 1 also stands for true.',
}).default('1');

/** Params of a comparison of groups by how often the model answers positive. */
export const selectionParams = z.strictObject({ prediction, ...groupShape, positive });

/** Params of a comparison of groups by how often the model is right or wrong. */
export const outcomeParams = z.strictObject({ prediction, label, ...groupShape, positive });

type Params = GroupChoice & {
  prediction?: string | undefined;
  label?: string | undefined;
  positive: z.output<typeof positive>;
};

/** A detector over shares by group; of several metrics the one that differs most counts. */
export function groupRatesRun(
  params: Params,
  { metrics, compare }: { metrics: readonly ClassMetricName[]; compare: GroupComparison['compare'] },
): DetectorRun {
  const bin = classBin(params.positive);
  const groups = groupKeys(params);
  const compared = metrics.map((name) => classMetric(name, bin));
  const outcomes = [
    { column: params.prediction ?? 'prediction', bin },
    ...(compared.some((metric) => metric.needsLabels) ? [{ column: params.label ?? 'label', bin }] : []),
  ];
  const comparison = { choice: params, keys: groups.length, metrics: compared, compare, shares: true };
  return {
    reference: 'unused',
    profiles: [],
    needs: () => ({ keys: [...groups, ...outcomes] }),
    score: (input) => groupGapScore(comparison, input),
  };
}
