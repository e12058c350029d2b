import { momentText } from '@/components/charts/chartWords';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import type { TriedMonitor } from '@/lib/templates/tried';

/** One alert of the sample in words. */
export function AlertSentence({ alert }: { alert: TriedMonitor['alerts'][number] }) {
  const segment = Object.entries(alert.labels).map(([name, value]) => `${name} ${value}`);
  const end =
    alert.resolvedAt === null ? 'still firing at the end' : `over at ${momentText(alert.resolvedAt)}`;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <SeverityBadge severity={alert.severity} />
      <span>
        {segment.length > 0 && <span className="font-medium">{segment.join(', ')}: </span>}
        {alert.reason}
      </span>
      <span className="text-ink-faint text-xs">
        Rang at {momentText(alert.firedAt)}, {end}.
      </span>
    </li>
  );
}
