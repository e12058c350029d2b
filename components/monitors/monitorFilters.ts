import { parseAsString, parseAsStringLiteral } from 'nuqs';
import { type MonitorFacts, type StateName, stateOf, stateWords } from './monitorFacts';

export const stateNames = ['firing', 'attention', 'fine', 'waiting', 'paused', 'draft'] as const;

/** The filters as they stand in the address. */
export const monitorFilters = {
  state: parseAsStringLiteral(stateNames),
  q: parseAsString.withDefault(''),
};

type Shown = MonitorFacts & {
  name: string;
  why: { objective?: string | undefined; requirement?: string | undefined; owner?: string | undefined };
};

/** Whether a monitor passes both filters; words are looked for in its name and its why. */
export function passes(row: Shown, filters: { state: StateName | null; q: string }): boolean {
  if (filters.state && stateOf(row) !== filters.state) return false;
  const { objective = '', requirement = '', owner = '' } = row.why;
  const text = `${row.name} ${objective} ${requirement} ${owner}`.toLowerCase();
  return filters.q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export const stateOptions = [
  { value: 'all', label: 'Any state' },
  ...stateNames.map((value) => ({ value, label: stateWords[value] })),
];
