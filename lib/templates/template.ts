import type { Millis, Span } from '@/lib/core/time';
import type { ColumnInfo, ColumnRole, ColumnType, Row } from '@/lib/tally/column';

/** A starter: what to watch for one kind of system, why, and a sample on which it can be seen to work. */
export type Template = {
  /** In addresses: `credit-scoring`. */
  id: string;
  title: string;
  domain: Domain;
  system: SystemType;
  /** One line for lists. */
  summary: string;
  /** The business goal that the monitors protect. */
  objective: string;
  /** Columns and values that the monitors need of the user's data. */
  needs: readonly Need[];
  monitors: readonly TemplateMonitor[];
  sample: Sample;
};

export const domains = ['finance', 'healthcare', 'education', 'retail', 'industry', 'support'] as const;
export type Domain = (typeof domains)[number];

export const systemTypes = ['tabular', 'recommender', 'llm'] as const;
export type SystemType = (typeof systemTypes)[number];

export const aspects = [
  'performance',
  'drift',
  'fairness',
  'data quality',
  'latency',
  'volume',
  'cost',
  'safety',
] as const;
export type Aspect = (typeof aspects)[number];

/** What a placeholder `<key>` in a monitor's text stands for. */
export type Need = ColumnNeed | ValueNeed;

export type ColumnNeed = {
  kind: 'column';
  key: string;
  role: ColumnRole;
  type: ColumnType;
  /** One phrase: what the column holds. */
  what: string;
  /** The column's name in the sample. */
  example: string;
  /** Other names that such a column often has. */
  synonyms?: readonly string[];
};

/** A value that a column of the user's data takes, such as the answer that counts as positive. */
export type ValueNeed = {
  kind: 'value';
  key: string;
  what: string;
  example: string | number | boolean;
};

export type TemplateMonitor = {
  /** Unique within the template. */
  id: string;
  aspect: Aspect;
  /** One plain sentence that ties the monitor to the objective. */
  why: string;
  /** The spec with placeholders: `<stream>` and `<key>` of each need, each a whole value. */
  text: string;
};

/** Made-up data on which the template can be tried. The same rows on every machine. */
export type Sample = {
  stream: string;
  columns: readonly ColumnInfo[];
  span: Span;
  /** Rows in order of time, each with its time under `EVENT_TIME`; another seed draws other rows of the same story. */
  rows: (seed?: string) => Row[];
  incident: Incident;
};

/** Something that went wrong in the sample, and the monitor that must see it. */
export type Incident = { from: Millis; to: Millis; what: string; monitor: string };
