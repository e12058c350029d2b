import type { ColumnRole, ColumnType } from '@/lib/tally/column';

/**
 * What column names say about their meaning. The first row that fits wins; `types` keeps, say, a text column named
 * `score` from being taken for a probability. Only names are read: values never make a column a label.
 */
type Hint = { role: ColumnRole; name: RegExp; types: readonly ColumnType[] };

const ANY: readonly ColumnType[] = ['number', 'text', 'boolean', 'time'];
const CLASS: readonly ColumnType[] = ['number', 'text', 'boolean'];

const hints: readonly Hint[] = [
  {
    role: 'id',
    name: /^((event|request|prediction|inference|transaction|trace|record|row|message|log|application)_)?(id|uuid|guid)$/,
    types: ['text', 'number'],
  },
  {
    role: 'timestamp',
    name: /^(event_?|prediction_?|request_?|created_?)?(timestamp|ts|time|datetime|date)(_ms|_utc)?$|^(created|occurred|logged)_at$/,
    types: ['time', 'number'],
  },
  {
    role: 'prediction',
    name: /^(y_)?(prediction|predicted|pred|yhat|y_hat)(_label|_class|_value)?$|^(predicted_(label|class|value)|model_prediction|decision)$/,
    types: CLASS,
  },
  {
    role: 'score',
    name: /^(y_|predicted_|prediction_|pred_|model_)?(score|probability|prob|proba|confidence)(_1)?$/,
    types: ['number'],
  },
  {
    role: 'label',
    name: /^(true_|actual_)?(label|target|actual|ground_truth|y_true|truth|outcome)$|^actual_(label|class|value)$|_(gt|gte|above|over)_\d+k?$/,
    types: CLASS,
  },
  {
    role: 'latency',
    name: /^(response_|inference_|request_|total_)?(latency|duration|elapsed|response_time|inference_time)(_ms|_millis|_s|_seconds)?$/,
    types: ['number'],
  },
  { role: 'tokens', name: /(^|_)(tokens?|token_count)$/, types: ['number'] },
  { role: 'cost', name: /(^|_)cost(_usd|_eur)?$/, types: ['number'] },
  { role: 'prompt', name: /^(prompt|question|user_message|input_text|query)(_text)?$/, types: ['text'] },
  { role: 'response', name: /^(response|answer|completion|output_text|reply)(_text)?$/, types: ['text'] },
  {
    role: 'context',
    name: /^((retrieved|rag|source|answer)_)?(context|contexts|passages|retrieved_documents|source_documents)(_text)?$/,
    types: ['text'],
  },
  { role: 'system_prompt', name: /^system_(prompt|message|instructions?)(_text)?$/, types: ['text'] },
  { role: 'model_version', name: /^model(_version|_name|_id)?$/, types: ['text', 'number'] },
  {
    role: 'group',
    name: /^(sex|gender|race|ethnicity|age_(group|band|bucket)|nationality|religion|disability|marital_status)$/,
    types: CLASS,
  },
  { role: 'other', name: /(_id|_uuid|_key|_url|comment|description)$/, types: ANY },
];

/** Roles that only one column of a stream takes by itself. */
const SINGLE: ReadonlySet<ColumnRole> = new Set([
  'id',
  'timestamp',
  'prediction',
  'score',
  'label',
  'prompt',
  'response',
  'context',
  'system_prompt',
  'model_version',
]);

/** The role that a column's name suggests, given the roles that other columns of the stream have. */
export function inferRole(
  column: { name: string; type: ColumnType },
  taken: ReadonlySet<ColumnRole>,
): ColumnRole {
  const name = plainName(column.name);
  const hint = hints.find(
    (h) => h.name.test(name) && h.types.includes(column.type) && !(SINGLE.has(h.role) && taken.has(h.role)),
  );
  return hint?.role ?? (column.type === 'time' ? 'other' : 'feature');
}

/** `eventId`, `Event-ID` and `event id` all read as `event_id`. */
function plainName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

/** Whether the name suggests the role, whatever the column holds. */
export function namesRole(name: string, role: ColumnRole): boolean {
  const plain = plainName(name);
  return hints.find((h) => h.name.test(plain))?.role === role;
}
