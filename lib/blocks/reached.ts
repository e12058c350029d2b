import type { Severity } from './block';

/**
 * The highest severity that at least `n` of these verdicts are known to reach.
 *
 * A verdict without an answer (no data, error) may be good or bad, so it counts neither way: what is known to be
 * reached is said; otherwise, if the unknown ones could still make it, the answer is unknown too (error before no
 * data); otherwise it is ok. More wanted than there are inputs can never be reached and is an error, because a
 * monitor that cannot ring must not look well.
 *
 * @example reached(['critical', 'no_data'], 1) // 'critical'
 * @example reached(['ok', 'no_data'], 2) // 'ok'
 * @example reached(['warning', 'error'], 2) // 'error'
 */
export function reached(severities: readonly Severity[], n: number): Severity {
  if (severities.length === 0) return 'no_data';
  if (n > severities.length) return 'error';
  const count = (...wanted: readonly Severity[]) =>
    severities.filter((severity) => wanted.includes(severity)).length;
  const bad = count('warning', 'critical');
  if (count('critical') >= n) return 'critical';
  if (bad >= n) return 'warning';
  if (bad + count('no_data', 'error') < n) return 'ok';
  return count('error') > 0 ? 'error' : 'no_data';
}
