'use client';

import { useQuery } from '@tanstack/react-query';
import { Answer } from '@/components/Answer';
import { momentText } from '@/components/charts/chartWords';
import { Foreign } from '@/components/Foreign';
import { useTRPC } from '@/components/trpc';
import { EmptyState } from '@/components/ui/EmptyState';
import type { ColumnInfo, Value } from '@/lib/tally/column';
import { valueText } from './ColumnTable';

/** As many characters stand on one line; longer texts break. */
const SHORT = 36;

type LastRowsProps = { stream: string; columns: readonly ColumnInfo[] };

/** The newest rows as they were stored; cells are text and never anything else. */
export function LastRows({ stream, columns }: LastRowsProps) {
  const trpc = useTRPC();
  const query = useQuery(trpc.streams.rows.queryOptions({ name: stream, limit: 20 }));
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  return (
    <Answer query={query} loading="Loading the newest rows" failed="The newest rows could not be loaded">
      {(sample) =>
        sample.rows.length === 0 ? (
          <EmptyState title="The newest rows will appear here">
            Send events to this stream, or import a file.
          </EmptyState>
        ) : (
          <section
            aria-label="Newest rows, scrollable"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must be able to
            tabIndex={0}
            className="max-h-96 overflow-auto"
          >
            <table className="w-full border-collapse text-xs">
              <caption className="sr-only">The newest rows of {stream}</caption>
              <thead className="sticky top-0 bg-surface-sunken">
                <tr>
                  {sample.columns.map((name) => (
                    <th
                      key={name}
                      scope="col"
                      className="whitespace-nowrap px-3 py-2 text-left font-medium text-ink-muted"
                    >
                      <Foreign text={name} max={40} />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {sample.rows.map((row, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
                  <tr key={index} className="border-line border-t">
                    {sample.columns.map((name, at) => (
                      <td key={name} className="px-3 py-1.5 align-top">
                        <Cell value={row[at] ?? null} isTime={types.get(name) === 'time'} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )
      }
    </Answer>
  );
}

function Cell({ value, isTime }: { value: Value; isTime: boolean }) {
  if (value === null) return <span className="text-ink-faint">missing</span>;
  if (isTime && typeof value === 'number')
    return <span className="whitespace-nowrap">{momentText(value)}</span>;
  const text = valueText(value);
  const short = text.length <= SHORT;
  return <Foreign text={text} max={120} className={short ? 'whitespace-nowrap' : 'block w-64'} />;
}
