import { parseAsStringLiteral } from 'nuqs';
import type { Option } from '@/components/ui/Select';

export const alertStates = ['firing', 'resolved', 'all'] as const;
export type AlertStateFilter = (typeof alertStates)[number];

/** The filter as it stands in the address. */
export const alertFilters = {
  state: parseAsStringLiteral(alertStates).withDefault('firing'),
};

export const alertStateOptions: readonly Option[] = [
  { value: 'firing', label: 'Firing now' },
  { value: 'resolved', label: 'Over' },
  { value: 'all', label: 'All' },
];
