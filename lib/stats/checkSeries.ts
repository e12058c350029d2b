import { type NotComputable, notComputable } from './notComputable';

/**
 * Whether values in the order of time can be computed with.
 *
 * What for: one answer, in the same words, from every statistic of series to values it cannot use.
 *
 * @param values in the order of time
 * @param lengthMin the fewest values that have an answer
 * @returns null where all values are finite and there are enough; else why there is no answer
 * @matches nothing: libraries answer NaN, or raise
 * @example checkSeries([1, 2], 3) // { notComputable: 'needs 3 values, has 2' }
 */
export function checkSeries(values: readonly number[], lengthMin = 1): NotComputable | null {
  if (values.length === 0) return notComputable('no values');
  const place = values.findIndex((value) => !Number.isFinite(value));
  if (place >= 0) return notComputable(`value ${place + 1} is not a finite number`);
  if (values.length < lengthMin) return notComputable(`needs ${lengthMin} values, has ${values.length}`);
  return null;
}
