'use client';

import { useMemo, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { type Contribution, formatValue, type Unit } from '@/lib/blocks/block';
import { ChartFrame, type ChartProps } from './ChartFrame';
import { valueText } from './chartWords';
import { type Bar, toBars } from './distribution';

type DistributionChartProps = ChartProps & {
  parts: readonly Contribution[];
  unit?: Unit | undefined;
  /** What the parts are: "Age", "Country". */
  of: string;
  /** How many to show before "Show all". */
  shown?: number | undefined;
};

/** Reference against current for each bin, category or group. It is a table already, with bars in its cells. */
export function DistributionChart(props: DistributionChartProps) {
  const { parts, unit = 'share', of, shown = 12, title } = props;
  const [all, setAll] = useState(false);
  const bars = useMemo(() => toBars(parts), [parts]);
  const visible = all ? bars : bars.slice(0, shown);
  const numbers = useMemo(
    () => ({
      header: [of, 'Reference', 'Current', 'Change'],
      count: bars.length,
      row: (i: number) => cells(bars[i], unit),
      raw: (i: number) => {
        const bar = bars[i];
        return bar ? [bar.label, bar.reference, bar.current, bar.change] : [];
      },
    }),
    [bars, of, unit],
  );
  return (
    <ChartFrame {...props} numbers={numbers} height={160}>
      <table className="w-full border-collapse text-xs">
        <caption className="sr-only">{title}: reference against current</caption>
        <thead>
          <tr className="text-ink-faint">
            <th scope="col" className="pr-3 pb-2 text-left font-medium">
              {of}
            </th>
            <th scope="col" className="w-full pb-2 text-left font-medium">
              <span className="flex flex-wrap gap-x-4">
                <Swatch kind="reference" word="Reference" />
                <Swatch kind="current" word="Current" />
              </span>
            </th>
            <th scope="col" className="pb-2 pl-3 text-right font-medium">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {visible.map((bar) => (
            <BarRow key={bar.label} bar={bar} unit={unit} />
          ))}
        </tbody>
      </table>
      {bars.length > shown && (
        <Button size="sm" variant="quiet" className="self-start" onClick={() => setAll(!all)}>
          {all ? `Show the first ${shown}` : `Show all ${bars.length}`}
        </Button>
      )}
    </ChartFrame>
  );
}

function changeText(change: number | null, unit: Unit): string {
  if (change === null) return '–';
  // Shares differ by percentage points, which are no share of anything.
  const text = formatValue(Math.abs(change), unit).replace('%', 'pp');
  if (change === 0) return text;
  return `${change > 0 ? '+' : '−'}${text}`;
}

function cells(bar: Bar | undefined, unit: Unit): string[] {
  if (!bar) return [];
  return [
    bar.label,
    valueText(bar.reference, unit),
    valueText(bar.current, unit),
    changeText(bar.change, unit),
  ];
}

function BarRow({ bar, unit }: { bar: Bar; unit: Unit }) {
  return (
    <tr className="border-line border-t">
      <th
        scope="row"
        className="min-w-16 max-w-32 break-words py-2 pr-3 text-left font-medium sm:max-w-48 sm:whitespace-nowrap"
      >
        {bar.label}
      </th>
      <td className="py-2">
        <div className="flex flex-col gap-1">
          <BarLine kind="reference" length={bar.referenceLength} text={valueText(bar.reference, unit)} />
          <BarLine kind="current" length={bar.currentLength} text={valueText(bar.current, unit)} />
        </div>
      </td>
      <td className="whitespace-nowrap py-2 pl-3 text-right text-ink-muted">
        {changeText(bar.change, unit)}
      </td>
    </tr>
  );
}

const looks = {
  reference: 'fill-surface-sunken stroke-line-strong',
  current: 'fill-series-1 stroke-series-1',
};

/** A bar takes up to three quarters of the cell; its value stands at its end. */
function BarLine({ kind, length, text }: { kind: keyof typeof looks; length: number; text: string }) {
  return (
    <div className="flex h-3.5 items-center gap-1.5">
      <svg aria-hidden="true" height="10" style={{ width: `${length * 75}%` }} className="min-w-px shrink-0">
        <rect
          x="0.5"
          y="0.5"
          width="100%"
          height="9"
          className={looks[kind]}
          style={{ width: 'calc(100% - 1px)' }}
        />
      </svg>
      <span className="sr-only">{kind === 'reference' ? 'Reference ' : 'Current '}</span>
      <span className={kind === 'reference' ? 'whitespace-nowrap text-ink-faint' : 'whitespace-nowrap'}>
        {text}
      </span>
    </div>
  );
}

function Swatch({ kind, word }: { kind: keyof typeof looks; word: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg aria-hidden="true" width="12" height="10">
        <rect x="0.5" y="0.5" width="11" height="9" className={looks[kind]} />
      </svg>
      {word}
    </span>
  );
}
