import * as z from 'zod';
import { defineDetector } from '@/lib/blocks/block';
import { scoreParams, scoreRun } from '@/lib/blocks/scoredClasses';
import { figure, percent } from '@/lib/blocks/words';
import { type CalibrationError, calibrationError as errorOf } from '@/lib/stats/calibrationError';

/** Bins of a reliability diagram. */
const BINS = 10;

/** Expected calibration error over ten bins of the score. Needs labels. */
export const calibrationError = defineDetector({
  type: 'calibration_error',
  title: 'Calibration error',
  category: 'model performance',
  unit: 'share',
  worse: 'higher',
  summary:
    'How far scores are from the share of rows that came true: of rows with score 0.8, eight in ten should.',
  when: 'Reach for it when scores are read as probabilities, or feed prices and limits. It needs labels, which may come later, and scores between 0 and 1.',
  synonyms: ['ece', 'expected calibration error', 'mce', 'reliability diagram', 'calibration'],
  sources: ['Naeini, Cooper and Hauskrecht 2015', 'Guo et al. 2017'],
  params: scoreParams.extend({
    worst: z.boolean().default(false).meta({
      title: 'Worst bin only',
      description: 'The largest error of a tenth of the scale (MCE) and not the mean over rows (ECE).',
      advanced: true,
    }),
  }),
  example: { score: 'score', label: 'income_gt_50k', positive: '1' },
  run: ({ worst, ...params }) =>
    scoreRun(params, {
      name: 'calibration error',
      of: (points) => errorOf(points, { bins: BINS, equal: 'width' }),
      value: ({ ece, mce }) => (worst ? mce : ece),
      sentence: (found) => {
        const bin = worstBin(found);
        const far = `scores ${figure(bin.index / BINS)} to ${figure((bin.index + 1) / BINS)}, where ${percent(bin.meanScore)} was said and ${percent(bin.meanLabel)} came true`;
        return `scores are off by ${percent(worst ? found.mce : found.ece)}${worst ? ' at worst' : ''}, most at ${far}`;
      },
      parts: (now, before) =>
        now.bins.map(({ index, meanScore, meanLabel }) => ({
          label: `came true where ${percent(meanScore)} was said`,
          reference: before?.bins.find((bin) => bin.index === index)?.meanLabel ?? null,
          current: meanLabel,
        })),
    }),
});

function worstBin({ bins }: CalibrationError) {
  const gap = (bin: CalibrationError['bins'][number]) => Math.abs(bin.meanLabel - bin.meanScore);
  return bins.reduce((a, b) => (gap(b) > gap(a) ? b : a));
}
