'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/Button';
import { toCsv } from './csv';

/** The numbers of a chart, read row by row so that long series cost nothing until they are shown. */
export type Numbers = {
  header: readonly string[];
  count: number;
  /** As people read it. */
  row: (index: number) => readonly string[];
  /** As machines read it. */
  raw: (index: number) => readonly (string | number | null)[];
};

const PAGE = 100;

/** The same numbers as the chart: for screen readers, for looking one up, and for taking away as CSV. */
export function DataTable({ caption, numbers }: { caption: string; numbers: Numbers }) {
  const [shown, setShown] = useState(PAGE);
  const visible = Math.min(shown, numbers.count);
  const download = () => {
    const rows = Array.from({ length: numbers.count }, (_, i) => numbers.raw(i));
    const url = URL.createObjectURL(new Blob([toCsv(numbers.header, rows)], { type: 'text/csv' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${caption.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.csv`;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <div className="flex flex-col gap-2">
      <section
        aria-label={caption}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must be able to
        tabIndex={0}
        className="max-h-80 overflow-auto rounded-md border border-line"
      >
        <table className="w-full border-collapse text-xs">
          <caption className="sr-only">{caption}</caption>
          <thead className="sticky top-0 bg-surface-sunken">
            <tr>
              {numbers.header.map((name, i) => (
                <th
                  key={name}
                  scope="col"
                  className={`px-3 py-2 font-medium text-ink-muted ${i === 0 ? 'text-left' : 'text-right'}`}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length: visible }, (_, index) => {
              const [name = '', ...cells] = numbers.row(index);
              return (
                <tr key={name} className="border-line border-t">
                  <th
                    scope="row"
                    className="whitespace-nowrap px-3 py-1.5 text-left font-normal text-ink-muted"
                  >
                    {name}
                  </th>
                  {cells.map((cell, i) => (
                    <td key={numbers.header[i + 1]} className="whitespace-nowrap px-3 py-1.5 text-right">
                      {cell}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <div className="flex flex-wrap items-center gap-2 text-ink-faint text-xs">
        <span>
          {visible} of {numbers.count} rows
        </span>
        {visible < numbers.count && (
          <Button size="sm" onClick={() => setShown(shown + PAGE)}>
            Show {Math.min(PAGE, numbers.count - visible)} more
          </Button>
        )}
        <Button size="sm" icon={<Download size={14} aria-hidden="true" />} onClick={download}>
          Download CSV
        </Button>
      </div>
    </div>
  );
}
