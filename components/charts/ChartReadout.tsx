import type { Unit } from '@/lib/blocks/block';
import { seriesDashes } from './chartColours';
import type { TimeBand } from './chartInput';
import { momentText, stateAt, valueText } from './chartWords';
import type { PreparedSeries } from './prepareSeries';

type ChartReadoutProps = {
  prepared: PreparedSeries;
  bands: readonly TimeBand[];
  unit: Unit;
  /** The moment pointed at; null shows the last one. */
  index: number | null;
};

const inks = ['text-series-1', 'text-series-2', 'text-series-3', 'text-series-4'];

/** Legend and cursor in one line: each series with its dash, its name and its value at the moment. */
export function ChartReadout({ prepared, bands, unit, index }: ChartReadoutProps) {
  const { times, columns } = prepared.drawn;
  const shown = index ?? times.length - 1;
  const at = times[shown];
  if (at === undefined) return null;
  const state = stateAt(at, bands);
  return (
    <div className="flex min-h-5 flex-wrap items-center gap-x-4 gap-y-1 text-xs">
      <span className="text-ink-faint">
        {index === null && 'Last: '}
        {momentText(at)}
      </span>
      {prepared.labels.map((label, i) => (
        <span key={label} className="inline-flex items-center gap-1.5">
          <svg width="18" height="8" aria-hidden="true" className={inks[i % inks.length]}>
            <path
              d="M0 4h18"
              stroke="currentColor"
              strokeWidth="2"
              strokeDasharray={seriesDashes[i % seriesDashes.length]?.join(' ')}
            />
          </svg>
          <span className="text-ink-muted">{label}</span>
          <span className="font-medium">{valueText(columns[i]?.[shown], unit)}</span>
        </span>
      ))}
      {state && <span className="text-ink-muted">{state}</span>}
    </div>
  );
}
