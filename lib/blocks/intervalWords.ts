import { isComputable } from '@/lib/stats/notComputable';
import { proportionInterval } from '@/lib/stats/proportionInterval';
import { percent } from './words';

const LEVEL = 0.95;

/** How far a share of so many rows can be trusted: `95 % interval 1.2 % to 4.3 %`. */
export function shareInterval(count: number, rows: number): string {
  const interval = proportionInterval({ count, n: rows, level: LEVEL });
  if (!isComputable(interval)) return 'no interval';
  return `${percent(LEVEL)} interval ${percent(interval.low)} to ${percent(interval.high)}`;
}
