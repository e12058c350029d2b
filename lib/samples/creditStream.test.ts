import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '@/lib/core/time';
import { creditIncidents, type IncidentId, incidentSpan } from './creditIncidents';
import { CREDIT_DAYS, type CreditEvent, type CreditLabel, creditHour, creditSpan } from './creditStream';

const span = creditSpan(Date.parse('2026-03-04T10:20:30Z'));
const hours = CREDIT_DAYS * 24;

function everything() {
  const events: CreditEvent[] = [];
  const labels: CreditLabel[] = [];
  for (let hour = 0; hour < hours; hour++) {
    const part = creditHour(span, hour);
    events.push(...part.events);
    labels.push(...part.labels);
  }
  return { events, labels };
}
const { events, labels } = everything();
const truth = new Map(labels.map((label) => [label.request_id, label.defaulted]));

const during = (id: IncidentId) => {
  const incident = creditIncidents.find((one) => one.id === id);
  if (!incident) throw new Error(`no incident ${id}`);
  const { from, to } = incidentSpan(incident, span.from);
  return events.filter((event) => event.timestamp >= from && event.timestamp < to);
};
const clean = events.filter((event) => event.timestamp < span.from + 20 * DAY_MS);
const share = (rows: CreditEvent[], is: (row: CreditEvent) => boolean) =>
  rows.filter(is).length / rows.length;
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const accuracy = (rows: CreditEvent[]) => share(rows, (row) => row.prediction === truth.get(row.request_id));
const refusedGap = (rows: CreditEvent[]) => {
  const refused = (sex: string) =>
    share(
      rows.filter((row) => row.sex === sex),
      (row) => row.prediction === 1,
    );
  return refused('female') - refused('male');
};
const p95 = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;

describe('the stream', () => {
  it('is the same whenever it is made', () => {
    expect(everything()).toEqual({ events, labels });
  });

  it('ends at the whole hour before the given moment and lasts sixty days', () => {
    expect(new Date(span.to).toISOString()).toBe('2026-03-04T10:00:00.000Z');
    expect(span.to - span.from).toBe(60 * DAY_MS);
    expect(events.every((event) => event.timestamp >= span.from && event.timestamp < span.to)).toBe(true);
  });

  it('has some four hundred requests a day, each with an id of its own', () => {
    expect(clean.length / 20).toBeGreaterThan(370);
    expect(clean.length / 20).toBeLessThan(430);
    expect(new Set(events.map((event) => event.request_id)).size).toBe(events.length);
  });

  it('is busier by day than by night, and on weekdays than at weekends', () => {
    const at = (hour: number) =>
      clean.filter((event) => new Date(event.timestamp).getUTCHours() === hour).length;
    expect(at(10)).toBeGreaterThan(5 * at(3));
    const on = (day: number) => clean.filter((event) => new Date(event.timestamp).getUTCDay() === day).length;
    expect(on(1)).toBeGreaterThan(1.3 * on(0));
  });

  it('has a label for every request, known one to five days later', () => {
    expect(labels).toHaveLength(events.length);
    const at = new Map(events.map((event) => [event.request_id, event.timestamp]));
    const delays = labels.map((label) => label.knownAt - (at.get(label.request_id) ?? 0));
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(DAY_MS);
    expect(Math.max(...delays)).toBeLessThanOrEqual(5 * DAY_MS);
  });

  it('defaults in about three of ten cases, which the model sees well but not perfectly', () => {
    expect(share(clean, (row) => truth.get(row.request_id) === 1)).toBeGreaterThan(0.15);
    expect(share(clean, (row) => truth.get(row.request_id) === 1)).toBeLessThan(0.35);
    expect(accuracy(clean)).toBeGreaterThan(0.7);
    expect(accuracy(clean)).toBeLessThan(0.9);
  });
});

describe('the incidents', () => {
  it('leave the first twenty days alone, follow each other, and the last goes on to the end', () => {
    let before = 20 * DAY_MS;
    for (const incident of creditIncidents) {
      expect(incident.fromMs).toBeGreaterThanOrEqual(before);
      before = incident.fromMs + incident.lastsMs;
    }
    expect(before).toBe(CREDIT_DAYS * DAY_MS);
  });

  it('show in plain statistics', () => {
    const noIncome = (row: CreditEvent) => row.income === null;
    expect(share(clean, noIncome)).toBeLessThan(0.03);
    expect(share(during('missing_income'), noIncome)).toBeGreaterThan(0.3);

    expect(
      mean(clean.map((r) => r.age)) - mean(during('young_applicants').map((r) => r.age)),
    ).toBeGreaterThan(6);
    expect(p95(during('slow_answers').map((r) => r.latency_ms))).toBeGreaterThan(
      3 * p95(clean.map((r) => r.latency_ms)),
    );
    expect(accuracy(clean) - accuracy(during('new_behaviour'))).toBeGreaterThan(0.1);
    expect(Math.abs(refusedGap(clean))).toBeLessThan(0.05);
    expect(refusedGap(during('unequal_answers'))).toBeGreaterThan(0.12);

    const huge = (row: CreditEvent) => (row.income ?? 0) > 20_000;
    expect(share(clean, huge)).toBe(0);
    expect(share(during('income_in_cents'), huge)).toBeGreaterThan(0.15);
  });

  it('lose most requests where requests are lost', () => {
    const lost = during('lost_requests');
    const first = Math.min(...lost.map((event) => event.timestamp));
    const usual = events.filter((event) => {
      const at = event.timestamp - first + 7 * DAY_MS;
      return at >= 0 && at < 24 * HOUR_MS;
    });
    expect(lost.length).toBeLessThan(0.3 * usual.length);
  });
});
