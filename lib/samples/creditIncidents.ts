import type { Category } from '@/lib/blocks/block';
import { DAY_MS, HOUR_MS, type Millis, type Span } from '@/lib/core/time';

/** What goes wrong in the sample, so that people can see whether a monitor they drew finds it. */

export type IncidentId =
  | 'missing_income'
  | 'young_applicants'
  | 'slow_answers'
  | 'new_behaviour'
  | 'unequal_answers'
  | 'income_in_cents'
  | 'lost_requests';

export type Incident = {
  id: IncidentId;
  title: string;
  /** What happened behind the scenes, as a post-mortem would tell it. */
  story: string;
  /** The kind of monitor that should see it. */
  category: Category;
  /** The columns in which it shows; empty where it shows in the number of rows. */
  columns: readonly string[];
  /** What to watch, in words. */
  watch: string;
  /** Since the start of the stream. */
  fromMs: Millis;
  lastsMs: Millis;
};

const days = (n: number, hours = 0): Millis => n * DAY_MS + hours * HOUR_MS;

/** In order of time. Before the first, twenty days are clean and can serve as the reference; the last still goes on. */
export const creditIncidents: readonly Incident[] = [
  {
    id: 'missing_income',
    title: 'Income goes missing',
    story: 'The income service times out, and four of ten requests are scored without an income.',
    category: 'data quality',
    columns: ['income'],
    watch: 'the share of missing values in income',
    fromMs: days(23),
    lastsMs: days(2),
  },
  {
    id: 'young_applicants',
    title: 'A campaign brings younger applicants',
    story: 'An advertisement for students changes who applies: younger, renting, asking for less.',
    category: 'data drift',
    columns: ['age', 'housing', 'amount'],
    watch: 'how far the distribution of age has moved from the reference',
    fromMs: days(28),
    lastsMs: days(4),
  },
  {
    id: 'slow_answers',
    title: 'Answers become slow',
    story: 'A full connection pool makes every answer wait.',
    category: 'response time',
    columns: ['latency_ms'],
    watch: 'the 95th percentile of latency_ms',
    fromMs: days(34, 6),
    lastsMs: days(0, 10),
  },
  {
    id: 'new_behaviour',
    title: 'The same applicants pay back differently',
    story: 'A large employer closes. Applicants look as before, but many who were safe now default.',
    category: 'model performance',
    columns: ['prediction', 'defaulted'],
    watch: 'accuracy or recall, once the labels have arrived',
    fromMs: days(38),
    lastsMs: days(4),
  },
  {
    id: 'unequal_answers',
    title: 'Women are refused more often',
    story: 'Version 2.1 of the model is rolled out with a feature that stands in for sex, and taken back.',
    category: 'fairness',
    columns: ['prediction', 'sex'],
    watch: 'the difference in predictions between the groups of sex',
    fromMs: days(45),
    lastsMs: days(4),
  },
  {
    id: 'lost_requests',
    title: 'Most requests are lost',
    story: 'A routing mistake sends six of seven requests elsewhere.',
    category: 'reliability',
    columns: [],
    watch: 'the number of rows in a window',
    fromMs: days(52),
    lastsMs: days(1),
  },
  {
    id: 'income_in_cents',
    title: 'Income arrives in cents',
    story: 'A partner in the north sends cents instead of euros, and nobody has noticed yet.',
    category: 'data quality',
    columns: ['income'],
    watch: 'values of income outside the usual range, or its mean',
    fromMs: days(57),
    lastsMs: days(3),
  },
];

export function incidentSpan(incident: Incident, startsAt: Millis): Span {
  const from = startsAt + incident.fromMs;
  return { from, to: from + incident.lastsMs };
}
