/** There is no number, and this is why. Statistics answer with it where a number would be wrong or made up. */
export type NotComputable = { readonly notComputable: string };

/**
 * The answer of a statistic that has none.
 *
 * What for: to say why, instead of NaN, 0 or an exception.
 *
 * @param why completes "not computable: …", in lower case, e.g. `every row is of one class`
 * @returns plain data; tell it from a result with `isComputable`
 * @matches nothing: libraries raise, warn or return NaN here
 * @example notComputable('no values') // { notComputable: 'no values' }
 */
export function notComputable(why: string): NotComputable {
  return { notComputable: why };
}

/**
 * Whether a statistic has an answer.
 *
 * What for: to go on with the result where there is one.
 *
 * @param result what a statistic answered
 * @returns false for `NotComputable`
 * @matches nothing
 * @example isComputable(0.5) // true
 */
export function isComputable<T>(result: T | NotComputable): result is T {
  return !(typeof result === 'object' && result !== null && 'notComputable' in result);
}
