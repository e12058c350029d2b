import { Badge } from '@/components/ui/Badge';
import { SeverityBadge } from '@/components/ui/SeverityBadge';
import { type MonitorFacts, stateOf, stateWords } from './monitorFacts';

/** How a monitor is now: a severity where it has one, otherwise why it has none. */
export function MonitorState(facts: MonitorFacts) {
  const name = stateOf(facts);
  const { state, firing } = facts;
  if (name === 'firing') {
    // It may be good again and ring on until that has lasted.
    const severity = state === null || state === 'ok' ? 'warning' : state;
    return <SeverityBadge severity={severity} text={firing === 1 ? 'Firing' : `${firing} firing`} />;
  }
  if ((name === 'fine' || name === 'attention') && state) return <SeverityBadge severity={state} />;
  return <Badge tone="outline">{stateWords[name]}</Badge>;
}
