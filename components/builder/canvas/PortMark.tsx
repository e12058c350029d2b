import type { Port } from '@/lib/blocks/block';

export const portColour: Readonly<Record<Port, string>> = {
  rows: 'text-series-1',
  series: 'text-series-3',
  verdict: 'text-series-2',
};

const shapes: Readonly<Record<Port, string>> = {
  rows: 'M1.5 1.5h9v9h-9Z',
  series: 'M6 .8a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 0 1 6 .8Z',
  verdict: 'M6 0 12 6 6 12 0 6Z',
};

/** A port's type by colour and shape: rows square, series round, verdict diamond. */
export function PortMark({ port, hollow = false }: { port: Port; hollow?: boolean }) {
  return (
    <svg viewBox="-1 -1 14 14" aria-hidden="true" className={`size-3.5 ${portColour[port]}`}>
      <path
        d={shapes[port]}
        className={hollow ? 'fill-surface' : ''}
        fill={hollow ? undefined : 'currentColor'}
        stroke="currentColor"
        strokeWidth="1.75"
      />
    </svg>
  );
}
