import type { Severity } from '@/lib/blocks/block';

export type MonitorFacts = {
  version: number | null;
  enabled: boolean;
  state: Severity | null;
  firing: number;
};

export type StateName = 'firing' | 'attention' | 'fine' | 'waiting' | 'paused' | 'draft';

/** Everything that a monitor can be, as one word, worst first. */
export function stateOf({ version, enabled, state, firing }: MonitorFacts): StateName {
  if (version === null) return 'draft';
  if (!enabled) return 'paused';
  if (firing > 0) return 'firing';
  if (state === null) return 'waiting';
  return state === 'ok' ? 'fine' : 'attention';
}

export const stateWords: Readonly<Record<StateName, string>> = {
  firing: 'Firing',
  attention: 'Needs a look',
  fine: 'OK',
  waiting: 'Waiting for its first run',
  paused: 'Paused',
  draft: 'Draft, never published',
};
