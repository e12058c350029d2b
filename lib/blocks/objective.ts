import * as z from 'zod';

/** The share of good rows that was promised. */
export const objectiveParam = z.number().min(0).max(0.999999).default(0.999).meta({
  title: 'Objective',
  unit: 'share',
  description: 'The share of good rows that was promised: 0.999 leaves an error budget of 0.1 %.',
});
