'use client';

import { Progress as BaseProgress } from '@base-ui/react/progress';

type ProgressProps = {
  label: string;
  /** A share in [0, 1]; null where nobody knows how long it takes. */
  value: number | null;
  /** In words, such as "1,200 of 4,000 rows". */
  detail?: string | undefined;
};

export function Progress({ label, value, detail }: ProgressProps) {
  const percent = value === null ? null : Math.round(value * 100);
  return (
    <BaseProgress.Root
      value={percent}
      getAriaValueText={() => detail ?? (percent === null ? 'under way' : `${percent} %`)}
      className="grid w-full grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-sm"
    >
      <BaseProgress.Label>{label}</BaseProgress.Label>
      <span className="text-ink-muted">{detail ?? (percent === null ? 'Under way' : `${percent} %`)}</span>
      <BaseProgress.Track className="col-span-2 h-1.5 overflow-hidden rounded-full border border-transparent bg-surface-sunken">
        <BaseProgress.Indicator className="h-full rounded-full bg-accent transition-[width] duration-200 data-indeterminate:w-1/3 data-indeterminate:animate-pulse forced-colors:bg-[CanvasText]" />
      </BaseProgress.Track>
    </BaseProgress.Root>
  );
}
