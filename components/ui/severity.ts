import type { Severity } from '@/lib/blocks/block';

/** The word that stands beside the shape, always. */
export const severityWords: Readonly<Record<Severity, string>> = {
  ok: 'OK',
  warning: 'Warning',
  critical: 'Critical',
  no_data: 'No data',
  error: 'Error',
};

/** Class names of the shape's own colour (3:1). */
export const severityMark: Readonly<Record<Severity, string>> = {
  ok: 'text-ok',
  warning: 'text-warning',
  critical: 'text-critical',
  no_data: 'text-no-data',
  error: 'text-error',
};

/** Class names of text on the tinted ground (4.5:1). */
export const severityGround: Readonly<Record<Severity, string>> = {
  ok: 'bg-ok-soft text-ok-ink',
  warning: 'bg-warning-soft text-warning-ink',
  critical: 'bg-critical-soft text-critical-ink',
  no_data: 'bg-no-data-soft text-no-data-ink',
  error: 'bg-error-soft text-error-ink',
};
