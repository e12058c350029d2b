import * as z from 'zod';
import { autoDrift } from '@/lib/blocks/autoDrift';
import { defineDetector, roleColumn } from '@/lib/blocks/block';
import { mattersParams, weighed } from '@/lib/blocks/matters';

/** Drift of what the model answers: the prediction, or its score where that column is named. */
export const predictionDrift = defineDetector({
  type: 'prediction_drift',
  title: 'Prediction drift',
  category: 'data drift',
  unit: 'distance',
  worse: 'higher',
  summary: "How far the model's answers have moved from the reference.",
  when: 'Reach for it while labels are still to come: when a model begins to answer differently, either the world or the model has changed. It needs no labels.',
  synonyms: ['output drift', 'score drift', 'prior shift', 'model output', 'data drift', 'drift'],
  params: z.strictObject({
    prediction: roleColumn('prediction', {
      title: 'Prediction column',
      description: 'A column of scores shows smaller changes than one of classes.',
    }),
    ...mattersParams,
  }),
  example: { prediction: 'prediction' },
  run: ({ prediction = 'prediction', ...matters }) => weighed(autoDrift(prediction), matters),
});
