import { RelativeTime } from '@/components/ui/RelativeTime';

type FreshnessProps = { to: number | null; live: boolean };

/** How old the newest row is, and whether more are expected. */
export function Freshness({ to, live }: FreshnessProps) {
  if (to === null) return <span className="text-ink-faint">no rows yet</span>;
  return (
    <span>
      <RelativeTime at={to} />
      {!live && <span className="text-ink-faint"> · not live</span>}
    </span>
  );
}
