import * as z from 'zod';
import { type DetectorRun, defineDetector, type Unit } from '@/lib/blocks/block';
import { classBin } from '@/lib/blocks/classes';
import { groupGapScore } from '@/lib/blocks/groupGap';
import { type ClassMetricName, classMetric, classMetricNames } from '@/lib/blocks/groupMetrics';
import { type NumberMetricName, numberMetric, numberMetricNames } from '@/lib/blocks/groupNumbers';
import { outcomeParams } from '@/lib/blocks/groupRates';
import { groupKeys } from '@/lib/blocks/groups';

const params = outcomeParams.extend({
  metric: z
    .enum([...classMetricNames, ...numberMetricNames])
    .default('accuracy')
    .meta({
      title: 'Metric',
      description: 'For ROC AUC the prediction is a score from 0 to 1, for errors both columns are numbers.',
    }),
  compare: z.enum(['difference', 'ratio']).default('difference').meta({
    title: 'Compared by',
    description: 'The largest difference between two groups, or the smallest ratio.',
  }),
});
type Params = z.output<typeof params>;

/** Any metric by group: the largest difference between two groups, or the smallest ratio. */
export const groupGap = defineDetector({
  type: 'group_gap',
  title: 'Performance gap between groups',
  category: 'fairness',
  unit: 'score',
  worse: 'either',
  summary: 'How much better the model works for one group than for another, by the metric of your choice.',
  when: 'Reach for it when the model should be as good for everybody: accuracy by region, mean error by age. Combine columns to see groups such as older women. It needs labels, but for the selection rate.',
  synonyms: ['fairness', 'bias', 'accuracy by group', 'intersectional', 'subgroup', 'slice', 'disparity'],
  sources: [
    'Agarwal et al. 2018, fairlearn MetricFrame',
    'Kearns et al. 2018, Preventing fairness gerrymandering (groups from combinations)',
  ],
  params,
  example: { prediction: 'prediction', label: 'income_gt_50k', group: 'sex', metric: 'accuracy' },
  conflicts: ({ metric, compare }) =>
    metric === 'mean_error' && compare === 'ratio'
      ? [
          {
            message: 'a ratio of mean errors has no meaning, as they may be negative',
            advice: 'Set `compare` to difference, or `metric` to mean_absolute_error',
          },
        ]
      : [],
  run: (choice) => gapRun(choice),
});

function gapRun(choice: Params): DetectorRun {
  const { metric, compare } = choice;
  const bin = classBin(choice.positive);
  const groups = groupKeys(choice);
  const columns = { prediction: choice.prediction ?? 'prediction', label: choice.label ?? 'label' };
  const planned = isNumberMetric(metric)
    ? numberMetric(metric, columns, bin)
    : {
        keys: [
          { column: columns.prediction, bin },
          { column: columns.label, bin },
        ],
        measures: [],
        metric: classMetric(metric, bin),
      };
  const shares = !isNumberMetric(metric);
  const comparison = { choice, keys: groups.length, metrics: [planned.metric], compare, shares };
  return {
    reference: 'unused',
    profiles: [],
    unit: unitOf(choice),
    needs: () => ({ keys: [...groups, ...planned.keys], measures: planned.measures }),
    score: (input) => groupGapScore(comparison, input),
  };
}

function unitOf({ metric, compare }: Params): Unit {
  if (compare === 'ratio') return 'ratio';
  if (metric === 'roc_auc') return 'score';
  return isNumberMetric(metric) ? 'column' : 'share';
}

function isNumberMetric(name: ClassMetricName | NumberMetricName): name is NumberMetricName {
  return (numberMetricNames as readonly string[]).includes(name);
}
