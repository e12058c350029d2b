import { describe, expect, it } from 'vitest';
import { problem } from '@/lib/core/failures';
import { isWorthRetrying, problemsOf, problemText } from './problemsOf';

const known = problem('name_taken', { thing: 'connection', name: 'pager' });

describe('problemsOf', () => {
  it('hands on what the server said', () => {
    expect(problemsOf({ data: { problems: [known] } })).toEqual([known]);
  });
  it.each([null, new TypeError('Failed to fetch'), { data: null }, { data: { problems: [] } }])(
    'says that nobody answered: %s',
    (error) => {
      expect(problemsOf(error)[0]?.what).toBe('Tocsin did not answer.');
      expect(problemText(error)).toContain('try again');
    },
  );
});

describe('isWorthRetrying', () => {
  it.each([
    [new TypeError('Failed to fetch'), true],
    [{ data: { httpStatus: 503 } }, true],
    [{ data: { httpStatus: 404 } }, false],
  ])('%s: %s', (error, expected) => {
    expect(isWorthRetrying(error)).toBe(expected);
  });
});
