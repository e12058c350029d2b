import * as z from 'zod';

/** The share of good rows that was promised. */
export const objectiveParam = z.number().min(0).max(0.999999).default(0.999).meta({
  title: 'Objective',
  unit: 'share',
  description: 'The share of good rows that was promised: 0.999 leaves an error budget of 0.1 %.',
});

/** What a resource holds when it is full. */
export const capacityParam = z.number().gt(0).default(1).meta({
  title: 'Full at',
  unit: 'as the column',
  description: '1 where the column is a share, 100 where it is a percentage, else the size.',
});
