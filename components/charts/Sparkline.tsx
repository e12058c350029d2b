import { cn } from '@/components/ui/cn';
import { formatValue, type Unit } from '@/lib/blocks/block';
import { valueText } from './chartWords';
import { sparkPath } from './spark';

type SparklineProps = {
  /** What the line is of. */
  label: string;
  values: readonly (number | null)[];
  unit: Unit;
  width?: number | undefined;
  height?: number | undefined;
  className?: string | undefined;
};

const AIR = 3;

/** The shape of a series in the size of a word; its numbers are its accessible name. */
export function Sparkline({ label, values, unit, width = 96, height = 24, className }: SparklineProps) {
  const known = values.filter((v) => v !== null);
  const path = sparkPath(values, width - 2 * AIR, height - 2 * AIR);
  const end = /[ML]([\d.]+) ([\d.]+)$/.exec(path);
  const low = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const said =
    known.length === 0
      ? `${label}: no data`
      : `${label}: last ${valueText(values.at(-1), unit)}, between ${formatValue(low, unit)} and ${formatValue(high, unit)}`;
  return (
    <svg
      role="img"
      aria-label={said}
      width={width}
      height={height}
      viewBox={`${-AIR} ${-AIR} ${width} ${height}`}
      className={cn('shrink-0 text-series-1', className)}
    >
      {path === '' ? (
        <path
          d={`M0 ${(height - 2 * AIR) / 2}h${width - 2 * AIR}`}
          className="stroke-line-strong"
          strokeDasharray="2 4"
        />
      ) : (
        <path
          d={path}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      )}
      {end && values.at(-1) !== null && <circle cx={end[1]} cy={end[2]} r="2.25" fill="currentColor" />}
    </svg>
  );
}
