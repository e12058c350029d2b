import { describe, expect, it } from 'vitest';
import { Failure, type FailureCode, failure, failures, problem } from './failures';

const codes = Object.keys(failures) as FailureCode[];

describe('every failure', () => {
  it.each(codes)('%s says what happened in one sentence and a fix that begins with a verb', (code) => {
    const { what, fix } = problem(code, failures[code].example as never);
    expect(what).toMatch(/^[A-Z`].*\.$/);
    expect(fix).toMatch(/^[A-Z][a-z]+ .*\.$/);
    expect(`${what}${fix}`).not.toMatch(/undefined|NaN|\[object/);
  });
});

describe('Failure', () => {
  it('carries all problems and answers with the first one’s status', () => {
    const both = new Failure([
      problem('unknown_stream', { stream: 'a', known: [] }),
      problem('no_nodes', {}),
    ]);
    expect(both.problems).toHaveLength(2);
    expect(both.status).toBe(404);
    expect(failure('too_busy', { retryAfterSeconds: 2 }).status).toBe(429);
  });
});
