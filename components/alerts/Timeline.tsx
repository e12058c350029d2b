import { momentText } from '@/components/charts/chartWords';
import { Foreign } from '@/components/Foreign';
import { RelativeTime } from '@/components/ui/RelativeTime';
import { SeverityIcon } from '@/components/ui/SeverityIcon';
import { severityWords } from '@/components/ui/severity';
import { eventWords, type TimelineEntry } from './alertWords';

/** What happened to an alert, first things first. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  if (entries.length === 0)
    return <p className="text-ink-muted text-sm">Nothing has been written down yet.</p>;
  return (
    <ol className="flex flex-col">
      {entries.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added at the end
        <li key={index} className="flex gap-3 border-line border-b py-2.5 text-sm last:border-b-0">
          <SeverityIcon
            severity={entry.event === 'resolved' ? 'ok' : (entry.severity ?? 'no_data')}
            className="mt-0.5"
          />
          <div className="flex min-w-0 flex-1 flex-col">
            <p>
              <span className="font-medium">{wordsAt(entries, index)}</span>
              {entry.severity && entry.event !== 'resolved' && (
                <span className="text-ink-muted"> · {severityWords[entry.severity]}</span>
              )}
              {entry.by && (
                <span className="text-ink-muted">
                  {' '}
                  by <Foreign text={entry.by} max={40} />
                </span>
              )}
            </p>
            {entry.reason && <Foreign text={entry.reason} max={2_000} className="text-ink-muted" />}
          </div>
          <div className="shrink-0 text-right text-ink-faint text-xs">
            <RelativeTime at={entry.at} className="block" />
            <span className="hidden sm:block">{momentText(entry.at)}</span>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Where the past was computed, the alert is told later than it began. */
function wordsAt(entries: readonly TimelineEntry[], index: number): string {
  const entry = entries[index];
  if (!entry) return '';
  const again = entry.event === 'firing' && entries.slice(0, index).some(({ event }) => event === 'firing');
  return again ? 'Told that it rings' : eventWords[entry.event];
}
