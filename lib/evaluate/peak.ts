import type { Plan } from '@/lib/compile/plan';
import { fingerprint } from '@/lib/core/ids';
import type { SimulatedAlert, SimulatedSlot } from './simulate';

/**
 * The worst value of a played alert: the lowest where it began below every line of its threshold, else the one that
 * is farthest from 0.
 */
export function worstValue(
  plan: Plan,
  slots: readonly SimulatedSlot[],
  alert: SimulatedAlert,
): number | null {
  const values = valuesOf(slots, alert);
  if (values.length === 0) return null;
  const verdict = plan.verdicts.find((one) => one.id === alert.node);
  const lines = verdict?.kind === 'threshold' ? verdict.run.lines : [];
  const first = values[0] ?? 0;
  const falls =
    lines.length > 0 &&
    lines.some((line) => first < line.value) &&
    lines.every((line) => below(first, line, lines));
  if (falls) return Math.min(...values);
  return values.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
}

type Lines = readonly { value: number; severity: string }[];

/** A value above the warning and below the critical line of a rising limit lies below a line, but is not falling. */
function below(value: number, line: Lines[number], lines: Lines): boolean {
  if (value < line.value) return true;
  // Between the two lines of a falling limit: the critical one lies under the warning one.
  const warning = lines.find((one) => one.severity === 'warning');
  return (
    line.severity === 'critical' &&
    warning !== undefined &&
    warning.value > line.value &&
    value < warning.value
  );
}

function valuesOf(slots: readonly SimulatedSlot[], alert: SimulatedAlert): number[] {
  const print = fingerprint(alert.labels);
  return slots
    .filter(({ slot }) => slot >= alert.firedAt && (alert.resolvedAt === null || slot < alert.resolvedAt))
    .flatMap(({ evaluation }) => evaluation.verdicts)
    .filter((verdict) => verdict.node === alert.node && fingerprint(verdict.labels) === print)
    .flatMap((verdict) => verdict.value ?? []);
}
