import * as z from 'zod';
import { type DetectorRun, defineDetector, type Score, unscored } from '@/lib/blocks/block';
import { classBin, classParams } from '@/lib/blocks/classes';
import { lengthOf } from '@/lib/blocks/durationParam';
import {
  estimateBin,
  estimateScore,
  fitReference,
  fitWords,
  scoreCells,
} from '@/lib/blocks/estimatedClasses';
import { chunkParam, chunksPerWindow } from '@/lib/blocks/estimates';
import { scoreParams } from '@/lib/blocks/scoredClasses';
import { rowCount } from '@/lib/blocks/words';
import { EVENT_TIME } from '@/lib/tally/column';
import { rowsOf, type Tally } from '@/lib/tally/tally';

/** Confidence-based performance estimation: what a metric is expected to be before labels arrive. */
export const cbpe = defineDetector({
  type: 'cbpe',
  title: 'Estimated performance (CBPE)',
  category: 'model performance',
  unit: 'share',
  worse: 'lower',
  summary: 'What accuracy, precision, recall, F1, specificity or ROC AUC is now, estimated without labels.',
  when: 'Reach for it when labels come late or never. It takes scores as probabilities, calibrated on a reference with labels: it sees that inputs moved, and it assumes that scores mean the same as in the reference. It cannot see concept drift.',
  synonyms: [
    'without labels',
    'confidence-based performance estimation',
    'delayed labels',
    'nannyml',
    'unlabelled',
  ],
  sources: ['NannyML, confidence-based performance estimation', 'Ayer et al. 1955 for the calibration'],
  params: scoreParams.extend({
    prediction: classParams.shape.prediction,
    metric: z
      .enum(['accuracy', 'precision', 'recall', 'f1', 'specificity', 'roc_auc'])
      .default('accuracy')
      .meta({ title: 'Metric', description: 'What is estimated.' }),
    calibrate: z.enum(['auto', 'always', 'never']).default('auto').meta({
      title: 'Calibrate',
      description: 'Whether scores are made probabilities on the reference: auto does so where it helps.',
      advanced: true,
    }),
    chunk: chunkParam,
  }),
  example: { score: 'score', prediction: 'prediction', label: 'income_gt_50k', metric: 'accuracy' },
  run: ({ score, label, positive, prediction, metric, calibrate, chunk }): DetectorRun => {
    const bin = classBin(positive);
    const chunkMs = lengthOf(chunk);
    const column = score ?? 'score';
    const fitted = new WeakMap<Tally, ReturnType<typeof fitReference>>();
    return {
      reference: 'required',
      unit: metric === 'f1' || metric === 'roc_auc' ? 'score' : 'share',
      profiles: [],
      needs: () => ({
        keys: [
          { column: EVENT_TIME, bin: { kind: 'step', width: chunkMs } },
          { column, bin: estimateBin },
          { column: prediction ?? 'prediction', bin },
          { column: label ?? 'label', bin },
        ],
        measures: [{ of: 'sum', column }],
      }),
      score: ({ current, reference, span }): Score => {
        if (!reference) return unscored('there is no reference to learn from');
        const now = scoreCells(current, bin);
        const { rows } = now;
        if (rowsOf(current) === 0) return unscored('no rows in this window');
        if (rows === 0) return unscored(`none of ${rowCount(rowsOf(current))} has a score and a prediction`);
        if (now.outside > 0) return unscored(`${rowCount(now.outside)} with a score outside 0 to 1`, rows);
        const fit = fitted.get(reference) ?? fitReference(scoreCells(reference, bin), calibrate);
        fitted.set(reference, fit);
        if ('why' in fit) return unscored(fit.why, rows);
        const group = chunksPerWindow(span.to - span.from, chunkMs);
        const comparable = span.to - span.from >= chunkMs;
        const found = estimateScore({ now, fit, metric, group, comparable });
        if ('why' in found) return unscored(found.why, rows);
        const { value, interval, band, parts } = found;
        const sentence = fitWords(metric, found);
        return { ok: true, value, rows, explanation: { sentence, parts }, interval, band };
      },
    };
  },
});
