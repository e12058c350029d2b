import * as z from 'zod';
import type { Rng } from '@/lib/core/rng';
import type { Millis, Span } from '@/lib/core/time';
import {
  type DerivedName,
  type DescriptorName,
  derivedName,
  isEmbeddedName,
} from '@/lib/descriptors/derived';
import { type ColumnInfo, type ColumnRole, EVENT_TIME } from '@/lib/tally/column';
import { type Condition, columnsOf } from '@/lib/tally/condition';
import type { ProfileNeed, Profiles } from '@/lib/tally/profile';
import type { Tally, TallySpec } from '@/lib/tally/tally';
import { duration } from './words';

/**
 * The only place that says what a block is. A block is data about itself, a zod object of its params, and one pure
 * function; palette, form, checker, planner, runtime, JSON Schema and reference pages all read that.
 */

export const kinds = ['source', 'transform', 'detector', 'analyser', 'threshold', 'logic', 'action'] as const;
export type Kind = (typeof kinds)[number];

/** What flows along a connection. */
export type Port = 'rows' | 'series' | 'verdict';

export const severities = ['ok', 'warning', 'critical', 'no_data', 'error'] as const;
export type Severity = (typeof severities)[number];

export const categories = [
  'model performance',
  'data quality',
  'data drift',
  'response time',
  'resources',
  'reliability',
  'security and privacy',
  'fairness',
  'cost',
  'generative ai',
] as const;
export type Category = (typeof categories)[number];

/** What each kind takes and gives. Kinds fix this, so no block states it again. */
export const ports: Record<Kind, { takes: Port | null; inputsMax: number; gives: Port | null }> = {
  source: { takes: null, inputsMax: 0, gives: 'rows' },
  transform: { takes: 'rows', inputsMax: 1, gives: 'rows' },
  detector: { takes: 'rows', inputsMax: 1, gives: 'series' },
  analyser: { takes: 'series', inputsMax: 1, gives: 'series' },
  threshold: { takes: 'series', inputsMax: 1, gives: 'verdict' },
  logic: { takes: 'verdict', inputsMax: 20, gives: 'verdict' },
  action: { takes: 'verdict', inputsMax: 20, gives: null },
};

// --- what the kinds' functions give

/** Where rows come from. */
export type SourceRef = {
  kind: 'stream' | 'file';
  name: string;
  /** The column that holds the event time, where a file's own guess is not wanted. */
  time?: string;
};

/** Rows split by the values of a column; the `k` most frequent apart, the rest together. */
export type SegmentNeed = { column: string; k: number };

/** What a transform does to the rows that pass through. */
export type RowsChange = { where?: Condition; segment?: SegmentNeed };

/**
 * A number, or the reason why there is none. Never NaN, never a stand-in. `rows` are those that the number rests
 * on: the labelled ones for a metric that needs labels. `countedMs` is set where the value grows with the length of
 * time that was counted, so that windows of different length can be compared; 0 where that length is not known.
 * `early` is set where nothing is wrong, but too few windows have been seen yet: no alert begins or ends by it.
 * `usual` is there where a threshold asks for it.
 * `band` is where the value lies while nothing has changed, for values that may leave it on either side.
 * `labels` is set where the answer needs labels: while too few have come, it is provisional.
 * `interval` is set where chance alone could have made the value, and thresholds are to judge by it: `limit` calls a
 * value bad only where the whole interval is beyond the limit, unless its params say otherwise.
 */
export type Score =
  | {
      ok: true;
      value: number;
      rows: number;
      explanation?: Explanation;
      countedMs?: number;
      labels?: LabelCount;
      interval?: Interval;
      usual?: Usual;
      band?: Band;
    }
  | { ok: false; rows: number; why: string; labels?: LabelCount; early?: true };

/** Of the rows with a prediction, those whose label has come. */
export type LabelCount = { labelled: number; predicted: number };

/** Where the true value lies, with the confidence `level` in (0, 1). `low` may be -Infinity and `high` Infinity. */
export type Interval = { low: number; high: number; level: number };

/** Where a value lies while nothing has changed; `low` at most `high`. */
export type Band = { low: number; high: number };

/** What a value is by chance at this window's size when nothing has changed. */
export type Usual = {
  /** 95 of 100 unchanged windows stay at or below this. */
  upTo: number;
  /** How often an unchanged window has at least this value, in (0, 1]. */
  pValue: number;
};

/** One sentence in the data's own words, and the parts that a chart can show: shares, unless `unit` says otherwise. */
export type Explanation = { sentence: string; parts: Contribution[]; unit?: Unit };

/** A bin, category, group or class: its share or value then and now. */
export type Contribution = { label: string; reference: number | null; current: number | null };

export type ScoreInput = {
  /** What `needs` answered: the edges and values that the tallies' bins stand for. */
  spec: TallySpec;
  current: Tally;
  reference: Tally | null;
  /** The window that `current` covers. */
  span: Span;
  /** What `reference` covers; null where the reference has no time. */
  referenceSpan: Span | null;
};

/** How a value comes about from counts, so that what it is by chance can be drawn (`usual.ts`). */
export type NullModel = {
  /** Reference rows per bin, as weights of the draws. */
  reference: readonly number[];
  /** Rows of the window. */
  rows: number;
  /** Which distance it is, where one detector has several. */
  of?: string;
  /** The distance of drawn rows per bin from the reference; `rng` draws what counts do not hold. */
  distance: (current: readonly number[], rng: Rng) => number;
};

/** A detector with its params bound. `needs` fixes the tally; `score` is a pure function of tallies. */
export type DetectorRun = {
  /** `required`: without a reference there is no score. `unused`: at most the explanation mentions it. */
  reference: 'required' | 'unused';
  profiles: readonly ProfileNeed[];
  /** Where the params decide it, such as a currency; otherwise the block's own. */
  unit?: Unit;
  needs: (profiles: Profiles) => TallySpec;
  score: (input: ScoreInput) => Score;
  /** For values that are more than 0 by chance alone: distances. Null where there is nothing to draw from. */
  nullModel?: (input: ScoreInput) => NullModel | null;
  /** The scores themselves say what is usual: by theory, or by shuffling their rows. */
  givesUsual?: true;
};

/** One window of a series: its slot, and its value; null where it gave none, or was not run. */
export type SeriesPoint = { slot: Millis; value: number | null };

export type AnalyserInput = {
  /** Windows one after another, the current one last, no more than `lookback` answered. */
  points: readonly SeriesPoint[];
  /** From one window to the next. */
  everyMs: Millis;
  /** How the values are shown. */
  unit: Unit;
  /** What the values are called: completes "… is 184 ms". */
  name: string;
};

/**
 * An analyser with its params bound: a pure function of a series' recent windows. It keeps nothing from one window to
 * the next, so the same windows give the same answer wherever it runs. The current window has a value when it is asked.
 */
export type AnalyserRun = {
  /** What it does to its input, in a few words: "Median of 5 windows". */
  sentence: string;
  /** Where the params decide them; otherwise the block's own. `input`: as the series it reads. */
  unit?: Unit | 'input';
  worse?: Worse | 'input';
  /** How many windows it reads, the current one included; a conflict where it does not fit this schedule. */
  lookback: (everyMs: Millis) => number | Conflict;
  analyse: (input: AnalyserInput) => Analysed;
};

/** A value and what it means; or why there is none, which is `early` where more windows will do. */
export type Analysed =
  | { ok: true; value: number; explanation: Explanation }
  | { ok: false; why: string; early?: true };

/** The most windows that an analyser may read for a slot: a week of 5 minutes each, and the current one. */
export const LOOKBACK_MAX = 2_017;

export type Worse = 'higher' | 'lower' | 'either';

/** A horizontal line that a chart of the series shows. */
export type Line = { value: number; severity: 'warning' | 'critical' };

/** `reason` says what was compared with what, "0.31, above the critical limit 0.2", or why there is no answer. */
export type Judgement = { severity: Severity; reason: string };

export type JudgeInput = {
  score: Score;
  /** The same detector one window earlier; null where it was not asked for. */
  previous: Score | null;
  /** The same detector on the reference itself; null where there is no reference. */
  reference: Score | null;
  /** How the detector's values are shown. */
  unit: Unit;
};

export type ThresholdRun = {
  /**
   * What to compare with besides fixed limits, so that the engine reads and draws no more than it must. `usual`: what
   * the value is by chance, which only detectors with a `nullModel` can say.
   */
  compares: 'limits' | 'previous' | 'reference' | 'usual';
  lines: readonly Line[];
  /** The condition as a sentence: "above 0.2 is critical". */
  sentence: string;
  judge: (input: JudgeInput) => Judgement;
};

export type LogicRun = { sentence: string; combine: (severities: readonly Severity[]) => Severity };

/** What happened to an alert, for the people who are told. Everything an action may use, and nothing else. */
export type Notice = {
  id: string;
  event: 'firing' | 'escalated' | 'resolved' | 'reminder' | 'no_data' | 'error';
  severity: Severity;
  monitor: { id: string; name: string; version: number };
  alert: { id: string; node: string; title: string; labels: Readonly<Record<string, string>> };
  /** One sentence: what was found. */
  reason: string;
  value: number | null;
  window: Span;
  startedAt: number;
  at: number;
  why: { requirement?: string; owner?: string; objective?: string; link?: string };
  url: string | null;
  /** True where past data is being played again. */
  replay: boolean;
};

export const connectionKinds = ['webhook', 'slack', 'email'] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

/** An effect as data. A transport in the server performs it. */
export type Request =
  | { transport: 'webhook' | 'slack'; connection: string; body: unknown }
  | { transport: 'email'; connection: string; to: readonly string[]; subject: string; text: string }
  | { transport: 'log'; line: string };

export type ActionRun = {
  /** The connection that must exist; null where the action needs none. */
  connection: { name: string; kind: ConnectionKind } | null;
  /** "to #ml-alerts": completes "would send". */
  sentence: string;
  render: (notice: Notice) => Request;
};

// --- how numbers are shown

/**
 * `share` is in [0, 1] and shown as a percentage. `money` is followed by its currency, as in `money EUR`, once the
 * params are known. `gCO2e` is grams of carbon dioxide or as much of another greenhouse gas as warms alike.
 */
export type Unit = BlockUnit | `money ${string}`;

/** What a block says of itself, before its params are known. */
export type BlockUnit =
  | 'share'
  | 'ratio'
  | 'distance'
  | 'rows'
  | 'ms'
  | 'column'
  | 'score'
  | 'tokens'
  | 'per second'
  | 'Wh'
  | 'gCO2e'
  | 'money';

// --- definitions

type Meta = {
  type: string;
  title: string;
  /** One line: what it gives. */
  summary: string;
  /** One or two sentences for a newcomer: when to reach for it. */
  when: string;
  /** Other words people search for. */
  synonyms: readonly string[];
  /** Papers and conventions. */
  sources?: readonly string[];
  /** One sentence each: what it was measured to find, and what it does not see. */
  limits?: readonly string[];
};

type Runs = {
  source: SourceRef;
  transform: RowsChange;
  detector: DetectorRun;
  analyser: AnalyserRun;
  threshold: ThresholdRun;
  logic: LogicRun;
  action: ActionRun;
};

type Extra = {
  source: Record<never, never>;
  transform: Record<never, never>;
  detector: { category: Category; unit: BlockUnit; worse: Worse };
  analyser: { unit: BlockUnit | 'input'; worse: Worse | 'input' };
  threshold: Record<never, never>;
  logic: Record<never, never>;
  action: Record<never, never>;
};

/** A column that a bound block reads, and what it must hold. */
export type ColumnUse = {
  param: string;
  column: string;
  wants: ColumnWants;
  /** The text column that this one is computed from; absent where the param itself names the column. */
  derivedFrom?: string;
  /** Whether an embedding endpoint fills it. */
  embedded?: boolean;
};
export type ColumnWants = 'number' | 'text' | 'any';

/** What a block answers when its params do not fit together. */
export type Conflict = { message: string; advice: string };

/** A block as everything else sees it: nothing in it is generic. */
export type Block<K extends Kind = Kind> = Meta &
  Extra[K] & {
    kind: K;
    params: z.ZodObject;
    example: Readonly<Record<string, unknown>>;
    bind: (params: unknown) => Binding<Runs[K]>;
  };

export type Binding<Run> =
  | { ok: true; run: Run; params: Readonly<Record<string, unknown>>; columns: readonly ColumnUse[] }
  | { ok: false; issues: readonly z.core.$ZodIssue[]; conflicts: readonly Conflict[] };

type Definition<K extends Kind, P extends z.ZodObject> = Meta &
  Extra[K] & {
    params: P;
    example: z.input<P>;
    /** Contradictions between params that their own schemas cannot see. */
    conflicts?: (params: z.output<P>) => readonly Conflict[];
    run: (params: z.output<P>) => Runs[K];
  };

function define<K extends Kind, P extends z.ZodObject>(kind: K, definition: Definition<K, P>): Block<K> {
  const { run, conflicts, ...rest } = definition;
  const bind = (raw: unknown): Binding<Runs[K]> => {
    const parsed = rest.params.safeParse(raw ?? {});
    if (!parsed.success) return { ok: false, issues: parsed.error.issues, conflicts: [] };
    const clashes = conflicts?.(parsed.data) ?? [];
    if (clashes.length > 0) return { ok: false, issues: [], conflicts: clashes };
    const params = parsed.data as Readonly<Record<string, unknown>>;
    return { ok: true, run: run(parsed.data), params, columns: columnUses(rest.params, params) };
  };
  return { ...rest, kind, bind } as unknown as Block<K>;
}

export const defineSource = <P extends z.ZodObject>(d: Definition<'source', P>) => define('source', d);
export const defineTransform = <P extends z.ZodObject>(d: Definition<'transform', P>) =>
  define('transform', d);
export const defineDetector = <P extends z.ZodObject>(d: Definition<'detector', P>) => define('detector', d);
export const defineAnalyser = <P extends z.ZodObject>(d: Definition<'analyser', P>) => define('analyser', d);
export const defineThreshold = <P extends z.ZodObject>(d: Definition<'threshold', P>) =>
  define('threshold', d);
export const defineLogic = <P extends z.ZodObject>(d: Definition<'logic', P>) => define('logic', d);
export const defineAction = <P extends z.ZodObject>(d: Definition<'action', P>) => define('action', d);

// --- params

/** What forms, completion and the checker read beside the JSON Schema of a param. */
export type ParamMeta = {
  title?: string;
  description?: string;
  /** Shown behind the field, e.g. `%`, `rows`. */
  unit?: string;
  /** Folded away at first. */
  advanced?: boolean;
  widget?: 'column' | 'columns' | 'condition' | 'stream' | 'file' | 'connection' | 'duration' | 'multiline';
  wants?: ColumnWants;
  role?: ColumnRole;
  /** The param names a text, and the block reads these of its derived columns. */
  reads?: readonly DescriptorName[];
  /** The same where another param decides which. */
  readsBy?: ReadsBy;
  connectionKind?: ConnectionKind;
};

type ReadsBy = { param: string; of: Readonly<Record<string, readonly DerivedName[]>> };

type ColumnOptions = {
  title?: string;
  description?: string;
  wants?: ColumnWants;
  reads?: readonly DescriptorName[];
  readsBy?: ReadsBy;
};

/** A param that names a column. */
export function columnRef(options: ColumnOptions = {}) {
  return z
    .string()
    .min(1)
    .max(200)
    .meta({ title: 'Column', wants: 'any', ...options, widget: 'column' });
}

/** A param that names the column with a role; left out, the stream's own column of that role is taken. */
export function roleColumn(role: ColumnRole, options: ColumnOptions = {}) {
  return z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ title: `${role} column`, wants: 'any', ...options, widget: 'column', role });
}

const COLUMNS_MAX = 50;

type ListOptions = ColumnOptions & { min?: number; max?: number };

function names({ min = 1, max = COLUMNS_MAX }: ListOptions) {
  return z
    .array(z.string().min(1).max(200))
    .min(min)
    .max(max)
    .refine((all) => new Set(all).size === all.length, { error: 'each column once' });
}

/** A param that names several columns, each once. */
export function columnList({ min, max, ...options }: ListOptions = {}) {
  const size = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  return names(size).meta({ title: 'Columns', wants: 'any', ...options, widget: 'columns' });
}

/** A param that names several columns; left out, all columns with the role that hold what is wanted are taken. */
export function roleColumns(role: ColumnRole, options: ColumnOptions = {}) {
  return names({})
    .optional()
    .meta({ title: `${role} columns`, wants: 'any', ...options, widget: 'columns', role });
}

/** The meta of one param, read through optional and default wrappers. */
export function paramMeta(schema: z.core.$ZodType): ParamMeta {
  const own = (z.globalRegistry.get(schema) ?? {}) as ParamMeta;
  const def = (schema as { def?: { innerType?: z.core.$ZodType } }).def;
  return def?.innerType ? { ...paramMeta(def.innerType), ...own } : own;
}

/** Whether a block has a param that names the column of a role. */
export function readsRole(block: Block, role: ColumnRole): boolean {
  return Object.values(block.params.shape).some(
    (schema) => paramMeta(schema as z.core.$ZodType).role === role,
  );
}

const readsOf = (
  { reads, readsBy }: ParamMeta,
  values: Readonly<Record<string, unknown>>,
): readonly DerivedName[] => (readsBy ? readsBy.of[String(values[readsBy.param])] : reads) ?? [];

function columnUses(params: z.ZodObject, values: Readonly<Record<string, unknown>>): ColumnUse[] {
  return Object.entries(params.shape).flatMap(([param, schema]) => {
    const meta = paramMeta(schema as z.core.$ZodType);
    const column = values[param];
    if (meta.widget === 'condition' && column !== undefined) {
      const names = new Set(columnsOf(column as Condition));
      names.delete(EVENT_TIME);
      return [...names].map((name) => ({ param, column: name, wants: 'any' as const }));
    }
    const named = meta.widget === 'column' ? [column] : meta.widget === 'columns' ? column : [];
    const wants = meta.wants ?? 'any';
    return (Array.isArray(named) ? named : []).flatMap((name: unknown): ColumnUse[] => {
      if (typeof name !== 'string') return [];
      const derived = readsOf(meta, values).map((descriptor): ColumnUse => {
        const embedded = isEmbeddedName(descriptor);
        return { param, column: derivedName(name, descriptor), wants: 'any', derivedFrom: name, embedded };
      });
      return [{ param, column: name, wants }, ...derived];
    });
  });
}

/** Params with the columns of unset roles filled in from the schema; `missing` lists roles that no column has. */
export function fillRoles(
  block: Block,
  raw: Readonly<Record<string, unknown>>,
  columns: readonly ColumnInfo[],
): { params: Record<string, unknown>; missing: { param: string; role: ColumnRole; list: boolean }[] } {
  const params: Record<string, unknown> = { ...raw };
  const missing: { param: string; role: ColumnRole; list: boolean }[] = [];
  for (const [param, schema] of Object.entries(block.params.shape)) {
    const { role, widget, wants } = paramMeta(schema as z.core.$ZodType);
    if (role === undefined || params[param] !== undefined) continue;
    const found = columns.filter((c) => c.role === role);
    if (widget === 'columns') {
      const fitting = found.filter(({ type }) => wants === undefined || wants === 'any' || wants === type);
      if (fitting.length > 0) params[param] = fitting.slice(0, COLUMNS_MAX).map(({ name }) => name);
    } else if (widget === 'column' && found[0]) params[param] = found[0].name;
    if (params[param] === undefined) missing.push({ param, role, list: widget === 'columns' });
  }
  return { params, missing };
}

// --- helpers that every detector shares

export const scored = (value: number, rows: number, explanation?: Explanation): Score =>
  explanation ? { ok: true, value, rows, explanation } : { ok: true, value, rows };

export const unscored = (why: string, rows = 0): Score => ({ ok: false, rows, why });

/** A value as people read it: shares as percentages, times as `1h 5m`, four decimals elsewhere. */
export function formatValue(value: number, unit: Unit): string {
  if (unit === 'share') return `${trim(value * 100, 2)} %`;
  if (unit === 'ms') return value < 1000 ? `${trim(value, 1)} ms` : duration(value);
  if (unit === 'rows') return `${trim(value, 0)} rows`;
  if (unit === 'tokens') return `${trim(value, 0)} tokens`;
  if (unit === 'per second') return `${trim(value, 2)} per second`;
  if (unit === 'Wh') return inThousands(value, 'Wh', 'kWh');
  if (unit === 'gCO2e') return inThousands(value, 'g CO2e', 'kg CO2e');
  if (unit.startsWith('money')) return money(value, unit.slice('money '.length));
  return trim(value, 4);
}

function inThousands(value: number, unit: string, large: string): string {
  return Math.abs(value) < 1000 ? `${trim(value, 2)} ${unit}` : `${trim(value / 1000, 2)} ${large}`;
}

/** Two decimals as on a bill; three figures where that would hide a small price. */
function money(value: number, currency: string): string {
  const size = Math.abs(value);
  const small = size !== 0 && size < 0.1;
  const text = small ? String(Number(value.toPrecision(3))) : value.toFixed(2).replace(/\.00$/, '');
  return currency === '' ? text : `${text} ${currency}`;
}

function trim(value: number, digits: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(2);
  return String(Number(value.toFixed(digits)));
}
