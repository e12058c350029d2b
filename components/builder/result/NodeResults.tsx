'use client';

import { DistributionChart } from '@/components/charts/DistributionChart';
import { CodeBlock } from '@/components/ui/CodeBlock';
import { formatValue } from '@/lib/blocks/block';
import { pValueWords } from '@/lib/blocks/words';
import { formatTime } from '@/lib/core/time';
import type { ActionPreview, DetectorPreview, RowsPreview } from '@/lib/evaluate/preview';
import type { Value } from '@/lib/tally/column';

/** Rows: how many, from when to when, and a few of them. */
export function RowsResult({ result }: { result: RowsPreview }) {
  const { sample } = result;
  return (
    <>
      {result.from !== null && result.to !== null && (
        <p className="text-ink-muted text-xs">
          From {formatTime(result.from)} to {formatTime(result.to)}
        </p>
      )}
      {sample.rows.length > 0 && (
        <section
          aria-label="A few rows"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must be able to
          tabIndex={0}
          className="max-h-64 overflow-auto rounded-md border border-line"
        >
          <table className="border-collapse text-xs">
            <caption className="sr-only">A few rows</caption>
            <thead className="sticky top-0 bg-surface-sunken">
              <tr>
                {sample.columns.map((name) => (
                  <th key={name} scope="col" className="whitespace-nowrap px-3 py-1.5 text-left font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sample.rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sample have no name and never change
                <tr key={index} className="border-line border-t">
                  {sample.columns.map((name, at) => (
                    <td key={name} className="whitespace-nowrap px-3 py-1">
                      {shown(row[at] ?? null)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

function shown(value: Value): string {
  return value === null ? '–' : String(value);
}

/** The finding of the last window in words and parts. */
export function DetectorResult({ result }: { result: DetectorPreview }) {
  const { explanation, last, unit } = result;
  if (!explanation) return null;
  const usual = last?.ok ? last.usual : undefined;
  return (
    <>
      <p className="text-sm">{explanation.sentence}</p>
      {usual && (
        <p className="text-ink-muted text-sm">
          Usual for a window of this size: up to {formatValue(usual.upTo, unit)} ({pValueWords(usual.pValue)})
        </p>
      )}
      {explanation.parts.length > 0 && (
        <DistributionChart
          title="Reference against the last window"
          parts={explanation.parts}
          unit={explanation.unit}
          of="Part"
        />
      )}
    </>
  );
}

/** What it would send, with real values. */
export function ActionResult({ result }: { result: ActionPreview }) {
  const { message } = result;
  if (!message) return <p className="text-ink-muted text-sm">Nothing would have been sent.</p>;
  const text =
    message.transport === 'log'
      ? message.line
      : message.transport === 'email'
        ? `${message.subject}\n\n${message.text}`
        : JSON.stringify(message.body, null, 2);
  return (
    <>
      <p className="text-ink-muted text-sm">It would send {result.sentence}. Nothing is sent from here.</p>
      <CodeBlock label="What it would send" code={text} />
    </>
  );
}
