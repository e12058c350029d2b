/** Requests by how long they took: up to T, up to 4 T, longer. Counts, at least 0. */
export type ApdexCounts = { satisfied: number; tolerating: number; frustrated: number };

/**
 * Application performance index: satisfied requests count whole, tolerating ones half, frustrated ones not.
 *
 * What for: one number for how content users are with the response time, which an average would hide.
 *
 * @returns in [0, 1], 1 is best; null where there are no requests
 * @source Apdex Alliance 2007, Application Performance Index technical specification 1.1
 * @matches nothing in the scientific libraries; the formula of the specification
 * @example apdex({ satisfied: 60, tolerating: 30, frustrated: 10 }) // 0.75
 */
export function apdex({ satisfied, tolerating, frustrated }: ApdexCounts): number | null {
  const requests = satisfied + tolerating + frustrated;
  return requests > 0 ? (satisfied + tolerating / 2) / requests : null;
}
