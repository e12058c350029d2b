import type { Option } from '@/components/ui/Select';
import { type ColumnRole, type ColumnType, columnRole } from '@/lib/tally/column';

/** What each role means, for somebody who has never heard of roles. */
const words: Readonly<Record<ColumnRole, { label: string; detail: string }>> = {
  id: { label: 'ID', detail: 'Names one event; labels are joined by it' },
  timestamp: { label: 'Time', detail: 'When it happened' },
  prediction: { label: 'Prediction', detail: 'What the model answered' },
  score: { label: 'Score', detail: 'How sure the model was, or its raw number' },
  label: { label: 'Label', detail: 'What turned out to be true' },
  feature: { label: 'Feature', detail: 'What the model saw' },
  group: { label: 'Group', detail: 'People or cases to be treated alike' },
  latency: { label: 'Latency', detail: 'How long the answer took' },
  tokens: { label: 'Tokens', detail: 'How many tokens were used' },
  cost: { label: 'Cost', detail: 'What the call cost' },
  prompt: { label: 'Prompt', detail: 'The text that went in' },
  response: { label: 'Response', detail: 'The text that came out' },
  context: { label: 'Context', detail: 'What the model was given to answer from' },
  system_prompt: { label: 'System prompt', detail: 'The instructions that the model was given' },
  model_version: { label: 'Model version', detail: 'Which model answered' },
  other: { label: 'Other', detail: 'Kept, but nothing looks at it by itself' },
};

export const roleLabel = (role: ColumnRole): string => words[role].label;

export const roleOptions: readonly Option[] = columnRole.options.map((role) => ({
  value: role,
  ...words[role],
}));

export const typeWords: Readonly<Record<ColumnType, string>> = {
  number: 'Number',
  text: 'Text',
  boolean: 'Yes or no',
  time: 'Time',
};
