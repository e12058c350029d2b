import { describe, expect, it } from 'vitest';
import { hostile, notice } from './_fixtures/notice';
import { linesOf, messageOf, plain } from './message';

describe('plain', () => {
  it('is one line without marks that act on a reader', () => {
    expect(plain('a\r\nb\u2028c\u202Ed\u0000e', 99)).toBe('a b c d e');
    expect(plain('  x\t', 99)).toBe('x');
  });

  it('cuts by letters, not in the middle of one', () => {
    expect(plain('abcdef', 6)).toBe('abcdef');
    expect(plain('abcdefg', 6)).toBe('abcde…');
    expect(plain('😀😀😀', 2)).toBe('😀…');
  });
});

describe('messageOf', () => {
  it('tells everything once, in order', () => {
    expect(linesOf(messageOf(notice))).toEqual([
      '0.31, above the critical limit 0.2',
      '',
      'Monitor: Fraud model input drift, version 3',
      'Severity: critical',
      'Window: 2026-03-01T12:00Z to 2026-03-01T13:00Z',
      'Since: 2026-03-01T12:30Z',
      'country: DE',
      'Requirement: REQ-12',
      'Owner: risk-team',
      'Alert: a1b2c3d4',
      '',
      'https://tocsin.example.com/alerts/a1b2c3d4e5f6',
    ]);
  });

  it('keeps to its bounds whatever it is given', () => {
    const labels = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`l${i}`, 'v'.repeat(999)]));
    const message = messageOf({ ...hostile, alert: { ...hostile.alert, labels } });
    expect(message.facts.filter(({ name }) => /^l\d/.test(name))).toHaveLength(10);
    expect(message.facts).toContainEqual({ name: 'Labels', value: '20 more' });
    for (const line of linesOf(message)) expect([...line].length).toBeLessThanOrEqual(600);
    for (const line of linesOf(message)) expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});
