import * as z from 'zod';
import { defineDetector, roleColumns, type Score, unscored } from '@/lib/blocks/block';
import { lengthOf } from '@/lib/blocks/durationParam';
import { estimateError, fitLosses, lossColumn, SAMPLE_ROWS } from '@/lib/blocks/estimatedErrors';
import { bandOf, chunkParam, chunksPerWindow, samplingInterval } from '@/lib/blocks/estimates';
import { errorParams } from '@/lib/blocks/regressionErrors';
import { figure, percent, rowCount } from '@/lib/blocks/words';
import { EVENT_TIME } from '@/lib/tally/column';
import type { Condition } from '@/lib/tally/condition';
import { rowsOf, type Tally } from '@/lib/tally/tally';

const FEATURES_MAX = 20;
const WORDS = { mae: 'MAE', mape: 'MAPE', mse: 'MSE', rmse: 'RMSE', msle: 'MSLE', rmsle: 'RMSLE' } as const;

/** Direct loss estimation: what the error of a regression is expected to be before labels arrive. */
export const dle = defineDetector({
  type: 'dle',
  title: 'Estimated error (DLE)',
  category: 'model performance',
  unit: 'column',
  worse: 'higher',
  summary: 'What MAE, RMSE or MAPE of a regression is now, estimated without labels.',
  when: 'Reach for it when true values come late or never. A model of the losses learns on a reference with labels which rows are hard; it assumes that they stay as hard as they were. It cannot see concept drift.',
  synonyms: [
    'without labels',
    'direct loss estimation',
    'delayed labels',
    'nannyml',
    'regression',
    'unlabelled',
  ],
  sources: ['NannyML, direct loss estimation'],
  params: errorParams.extend({
    features: roleColumns('feature', {
      title: 'Features',
      wants: 'number',
      description: `What tells hard rows from easy ones; the first ${FEATURES_MAX} are taken.`,
    }),
    metric: z
      .enum(['mae', 'mape', 'mse', 'rmse', 'msle', 'rmsle'])
      .default('mae')
      .meta({ title: 'Metric', description: 'What is estimated.' }),
    model: z.enum(['linear', 'boosted']).default('linear').meta({
      title: 'Model of losses',
      description:
        'Linear can be checked by hand; boosted trees find bends and combinations, and take longer to learn: best with a fixed reference.',
      advanced: true,
    }),
    chunk: chunkParam,
  }),
  example: { prediction: 'latency_ms', label: 'hours_per_week', features: ['age', 'score'], metric: 'mae' },
  run: ({ metric, model, chunk, ...columns }) => {
    const names = { prediction: columns.prediction ?? 'prediction', label: columns.label ?? 'label' };
    const features = (columns.features ?? []).slice(0, FEATURES_MAX);
    const chunkMs = lengthOf(chunk);
    const loss = lossColumn(metric, names);
    // A percentage of 0 is none.
    const hasLoss: Condition =
      metric === 'mape'
        ? { not: { column: names.label, op: 'eq', value: 0 } }
        : { not: { column: names.label, op: 'missing' } };
    const fitted = new WeakMap<Tally, ReturnType<typeof fitLosses>>();
    const words = metric === 'mape' ? percent : figure;
    return {
      reference: 'required',
      unit: metric === 'mape' ? 'ratio' : 'column',
      profiles: [],
      needs: () => ({
        keys: [
          { column: EVENT_TIME, bin: { kind: 'step', width: chunkMs } },
          { column: names.prediction, bin: { kind: 'presence' } },
          { column: names.label, bin: { kind: 'presence' } },
        ],
        measures: [
          { of: 'sum', column: { is: hasLoss } },
          { of: 'sum', column: loss },
          { of: 'sum_of_squares', column: loss },
        ],
        sample: { columns: [...features, names.prediction, names.label], n: SAMPLE_ROWS },
      }),
      score: ({ current, reference, span }): Score => {
        if (!reference) return unscored('there is no reference to learn from');
        if (rowsOf(current) === 0) return unscored('no rows in this window');
        const fit =
          fitted.get(reference) ?? fitLosses(reference, { metric, model, features: features.length });
        fitted.set(reference, fit);
        if ('why' in fit) return unscored(fit.why, rowsOf(current));
        const windowMs = span.to - span.from;
        const found = estimateError(current, fit, chunksPerWindow(windowMs, chunkMs));
        if ('why' in found) return unscored(found.why, found.rows);
        const { value, error, rows, before, chunks } = found;
        const band = bandOf({ chunks, whole: before, error, comparable: windowMs >= chunkMs });
        const sentence = `${WORDS[metric]} is estimated at ${words(value)} over ${rowCount(rows)} without labels (sampling error ${words(error)}), usual ${words(band.low)} to ${words(band.high)}, ${words(before)} in the reference; assumes that rows are as hard to predict as there: no concept drift`;
        const interval = samplingInterval(value, error);
        return { ok: true, value, rows, explanation: { sentence, parts: [] }, interval, band };
      },
    };
  },
});
