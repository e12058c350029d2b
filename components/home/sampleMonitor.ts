import { DAY_MS, type Millis } from '@/lib/core/time';

const CLEAN_DAYS = 20;
const day = (at: Millis): string => new Date(at).toISOString();

/** A monitor on the sample stream, ready drawn: what a newcomer sees first, and can publish as it is. */
export function sampleMonitor(startsAt: Millis): { name: string; text: string; origin: string } {
  const text = `version: 1
name: Credit requests
description: Four things that go wrong in the sample, each with a limit. Publish it, then look at its alerts.
why:
  objective: Lend to people who will pay back, and answer them at once
  requirement: REQ-1 The model sees data like the data it was trained on
  owner: credit-team
schedule:
  every: 6h
  window: 1d
  # The first twenty days of the sample are clean: this is what normal looks like.
  reference:
    from: ${day(startsAt)}
    to: ${day(startsAt + CLEAN_DAYS * DAY_MS)}
nodes:
  requests:
    type: stream
    params:
      stream: credit_requests
  income_missing:
    type: missing_share
    title: Income missing
    inputs: [requests]
    params:
      column: income
  income_limit:
    type: limit
    title: Too many without income
    inputs: [income_missing]
    params:
      warning: 0.05
      critical: 0.2
  age_drift:
    type: psi
    title: Age drift
    inputs: [requests]
    params:
      column: age
  age_limit:
    type: limit
    title: Applicants have changed
    inputs: [age_drift]
    params:
      warning: 0.25
      critical: 0.5
  income_range:
    type: out_of_range_share
    title: Impossible incomes
    inputs: [requests]
    params:
      column: income
      min: 0
      max: 30000
  range_limit:
    type: limit
    title: Incomes are impossible
    inputs: [income_range]
    params:
      warning: 0.02
      critical: 0.1
  slow_answers:
    type: quantile
    title: Slowest answers
    inputs: [requests]
    params:
      column: latency_ms
      q: 0.95
  latency_limit:
    type: limit
    title: Answers are slow
    inputs: [slow_answers]
    params:
      warning: 300
      critical: 600
  told:
    type: log
    title: Write it to the log
    inputs: [income_limit, age_limit, range_limit, latency_limit]
alert:
  keepFiringFor: 6h
`;
  return { name: 'Credit requests', text, origin: 'sample' };
}
