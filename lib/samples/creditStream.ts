import { createRng, type Rng } from '@/lib/core/rng';
import { DAY_MS, floorTo, HOUR_MS, type Millis, type Span } from '@/lib/core/time';
import type { ColumnRole } from '@/lib/tally/column';
import { creditIncidents, type IncidentId, incidentSpan } from './creditIncidents';

/**
 * A made-up bank that scores credit requests: sixty days, some four hundred requests a day, seven incidents.
 * The same end gives the same rows on every machine.
 */

export const CREDIT_STREAM = 'credit_requests';
export const CREDIT_DAYS = 60;

export type CreditEvent = {
  request_id: string;
  timestamp: Millis;
  age: number;
  income: number | null;
  employment: 'employed' | 'self_employed' | 'retired' | 'student' | 'unemployed';
  housing: 'rent' | 'own' | 'family';
  purpose: 'car' | 'furniture' | 'education' | 'repairs' | 'business' | 'other';
  amount: number;
  duration_months: number;
  sex: 'female' | 'male';
  region: 'north' | 'east' | 'south' | 'west';
  /** The model's probability of default. */
  score: number;
  /** 1: the model expects a default, and the request is refused. */
  prediction: 0 | 1;
  latency_ms: number;
  model_version: string;
};

/** What became of a request: known days later. */
export type CreditLabel = { request_id: string; defaulted: 0 | 1; knownAt: Millis };

/** What columns mean, where their names do not say it. */
export const creditRoles: Readonly<Partial<Record<keyof CreditEvent | 'defaulted', ColumnRole>>> = {
  request_id: 'id',
  timestamp: 'timestamp',
  prediction: 'prediction',
  score: 'score',
  defaulted: 'label',
  sex: 'group',
  region: 'group',
  latency_ms: 'latency',
  model_version: 'model_version',
};

/** The time that the sample covers when it ends at this moment: whole hours. */
export function creditSpan(endsAt: Millis): Span {
  const to = floorTo(endsAt, HOUR_MS);
  return { from: to - CREDIT_DAYS * DAY_MS, to };
}

/** One hour of the stream: the requests in it, and their labels whenever these become known. */
export function creditHour(span: Span, hour: number): { events: CreditEvent[]; labels: CreditLabel[] } {
  const from = span.from + hour * HOUR_MS;
  const rng = createRng(`credit ${hour}`);
  const expected = requestsIn(from) * (happening('lost_requests', span, from) ? 1 / 7 : 1);
  const count = Math.max(0, Math.round(expected + Math.sqrt(expected) * rng.normal()));
  const times = Array.from({ length: count }, () => from + rng.below(HOUR_MS)).sort((a, b) => a - b);
  const events: CreditEvent[] = [];
  const labels: CreditLabel[] = [];
  for (const [n, at] of times.entries()) {
    const id = `cr-${String(hour).padStart(4, '0')}-${String(n).padStart(2, '0')}`;
    const { event, label } = request(rng, { id, at, span });
    events.push(event);
    labels.push(label);
  }
  return { events, labels };
}

const REQUESTS_A_DAY = 400;
/** How busy each hour of the day is (UTC), and each weekday from Sunday on. */
const HOURS = [1, 1, 1, 1, 1, 2, 4, 8, 12, 15, 16, 15, 13, 13, 14, 15, 15, 14, 13, 12, 10, 7, 4, 2];
const WEEKDAYS = [0.65, 1.15, 1.15, 1.1, 1.1, 1.1, 0.75];
const HOURS_SUM = HOURS.reduce((a, b) => a + b, 0);

function requestsIn(from: Millis): number {
  const date = new Date(from);
  const share = (HOURS[date.getUTCHours()] ?? 0) / HOURS_SUM;
  return REQUESTS_A_DAY * share * (WEEKDAYS[date.getUTCDay()] ?? 1);
}

function happening(id: IncidentId, span: Span, at: Millis): boolean {
  const incident = creditIncidents.find((one) => one.id === id);
  if (!incident) return false;
  const { from, to } = incidentSpan(incident, span.from);
  return at >= from && at < to;
}

type Moment = { id: string; at: Millis; span: Span };

function request(rng: Rng, { id, at, span }: Moment): { event: CreditEvent; label: CreditLabel } {
  const now = (incident: IncidentId) => happening(incident, span, at);
  const person = applicant(rng, now('young_applicants'));
  const risk = riskOf(person) + 0.7 * rng.normal();
  const bias = now('unequal_answers') && person.sex === 'female' ? 1.1 : 0;
  const score = round(sigmoid(riskOf(person) + 0.25 * rng.normal() + bias), 4);
  const shock = now('new_behaviour') && person.employment === 'employed' ? 2.6 : 0;
  const defaulted = rng.uniform() < sigmoid(risk + shock) ? 1 : 0;
  const event: CreditEvent = {
    request_id: id,
    timestamp: at,
    ...person,
    income: incomeSent(rng, person, { missing: now('missing_income'), cents: now('income_in_cents') }),
    score,
    prediction: score >= 0.35 ? 1 : 0,
    latency_ms: latency(rng, now('slow_answers')),
    model_version: now('unequal_answers') ? '2.1' : '2.0',
  };
  const knownAt = at + Math.round((1 + 4 * rng.uniform()) * DAY_MS);
  return { event, label: { request_id: id, defaulted, knownAt } };
}

type Person = Omit<
  CreditEvent,
  'request_id' | 'timestamp' | 'income' | 'score' | 'prediction' | 'latency_ms' | 'model_version'
> & {
  income: number;
};

function applicant(rng: Rng, campaign: boolean): Person {
  const student = campaign && rng.uniform() < 0.5;
  const age = clamp(Math.round(student ? 22 + 2.5 * rng.normal() : 42 + 13 * rng.normal()), 18, 80);
  const employment = student ? 'student' : employmentAt(rng, age);
  const base = { employed: 2900, self_employed: 3100, retired: 1900, student: 900, unemployed: 1100 }[
    employment
  ];
  const income = roundTo(base * Math.exp(0.35 * rng.normal()), 10);
  const housing = student || rng.uniform() < 0.5 ? 'rent' : rng.uniform() < 0.75 ? 'own' : 'family';
  const size = student ? 1800 : 5200;
  return {
    age,
    income,
    employment,
    housing,
    purpose: weighted(rng, PURPOSES),
    amount: clamp(roundTo(size * Math.exp(0.6 * rng.normal()), 50), 300, 40_000),
    duration_months: rng.pick([6, 12, 12, 18, 24, 24, 36, 48]),
    sex: rng.uniform() < 0.48 ? 'female' : 'male',
    region: weighted(rng, REGIONS),
  };
}

const PURPOSES = { car: 30, furniture: 20, education: 8, repairs: 16, business: 10, other: 16 } as const;
const REGIONS = { north: 20, east: 22, south: 31, west: 27 } as const;
const WORK = { employed: 72, self_employed: 14, student: 5, unemployed: 9 } as const;

function employmentAt(rng: Rng, age: number): CreditEvent['employment'] {
  if (age >= 64 && rng.uniform() < 0.8) return 'retired';
  return weighted(rng, WORK);
}

/** The logit of a default: more debt for less income is worse, age and a home of one's own are better. */
function riskOf(person: Person): number {
  const burden = person.amount / person.duration_months / Math.max(person.income, 300);
  const work = { employed: -0.5, self_employed: 0.1, retired: -0.3, student: 0.2, unemployed: 1.3 }[
    person.employment
  ];
  const home = { rent: 0.3, own: -0.6, family: 0 }[person.housing];
  return -1.6 + 5.5 * Math.min(burden, 0.6) + work + home - 0.025 * (person.age - 42);
}

function incomeSent(rng: Rng, person: Person, wrong: { missing: boolean; cents: boolean }): number | null {
  // Drawn always, so that an incident does not change the rows after it.
  const chance = rng.uniform();
  if (chance < (wrong.missing ? 0.4 : 0.015)) return null;
  return wrong.cents && person.region === 'north' ? person.income * 100 : person.income;
}

function latency(rng: Rng, slow: boolean): number {
  const usual = 85 * Math.exp(0.35 * rng.normal()) + (rng.uniform() < 0.01 ? 300 : 0);
  return round(slow ? usual * 5 + 250 : usual, 1);
}

function weighted<K extends string>(rng: Rng, weights: Readonly<Record<K, number>>): K {
  const entries = Object.entries(weights) as [K, number][];
  let left = rng.uniform() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of entries) {
    left -= weight;
    if (left < 0) return name;
  }
  return rng.pick(Object.keys(weights) as K[]);
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const clamp = (x: number, low: number, high: number) => Math.min(high, Math.max(low, x));
const roundTo = (x: number, step: number) => Math.round(x / step) * step;
const round = (x: number, digits: number) => Number(x.toFixed(digits));
