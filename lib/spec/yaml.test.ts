import { describe, expect, it } from 'vitest';
import { parseMoment, parseWindows } from './schema';
import { parseSpec, TEXT_BYTES_MAX } from './yaml';

const good = `version: 1
name: Fraud model input drift
schedule: { every: 15m, window: 1h }
nodes:
  events: { type: stream, params: { stream: predictions } }
`;

const codes = (text: string) => parseSpec(text).problems.map((p) => p.code);

describe('parseSpec', () => {
  it('reads a spec and fills in what may be left out', () => {
    const { spec, problems } = parseSpec(good);
    expect(problems).toEqual([]);
    expect(spec?.schedule.delay).toBe('30s');
    expect(spec?.alert).toMatchObject({ for: '1 window', keepFiringFor: '0s', onNoData: 'alert' });
  });

  it('reads JSON, which is YAML', () => {
    const json = JSON.stringify({
      version: 1,
      name: 'a',
      schedule: { every: '1h', window: '1h' },
      nodes: {},
    });
    expect(parseSpec(json).spec?.name).toBe('a');
  });

  it('names the line and column of a syntax error', () => {
    const { problems } = parseSpec('version: 1\nname: [unclosed\n');
    expect(problems[0]).toMatchObject({ code: 'yaml_syntax', at: { line: 3 } });
  });

  it('returns all problems of form at once, each with its place', () => {
    const { problems, spec } = parseSpec(`version: 1
name: ''
schedule: { every: soon, window: 1h }
nodes:
  Bad-Id: { type: stream }
`);
    expect(spec).toBeNull();
    expect(problems.map((p) => p.at.line)).toEqual([2, 3, 5]);
    expect(new Set(problems.map((p) => p.code))).toEqual(new Set(['spec_shape']));
  });

  it('keeps unknown fields and warns of them', () => {
    const { spec, problems } = parseSpec(`${good}colour: red\n`);
    expect(spec).not.toBeNull();
    expect(problems).toMatchObject([{ code: 'unknown_field', level: 'warning', at: { line: 6 } }]);
  });

  it('refuses a newer version instead of guessing', () => {
    expect(codes(good.replace('version: 1', 'version: 2'))).toEqual(['spec_version']);
  });

  it('refuses anchors, so that no alias bomb is ever expanded', () => {
    const bomb = `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n`;
    expect(new Set(codes(bomb))).toEqual(new Set(['yaml_anchor']));
  });

  it('refuses a text over the size limit without reading it', () => {
    expect(codes(`name: ${'x'.repeat(TEXT_BYTES_MAX)}`)).toEqual(['spec_too_large']);
  });

  it.each([
    '',
    'null',
    '[]',
    '42',
    'just text',
    '\u0000',
    '- - - -',
    '{{{{',
    'a: b: c',
    '!!js/function x',
    '? [a]: b',
  ])('answers %j with problems, never with a crash', (text) => {
    const { spec, problems } = parseSpec(text);
    expect(spec).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
  });

  it('takes `__proto__` for a bad node id and changes no prototype', () => {
    const text = `${good.replace('events:', '__proto__:')}`;
    expect(codes(text)).toContain('spec_shape');
    expect(({} as Record<string, unknown>).type).toBeUndefined();
  });

  it('cuts collections that are too deep down to a problem', () => {
    const deep = `${good}x: ${'['.repeat(5000)}${']'.repeat(5000)}\n`;
    expect(() => parseSpec(deep)).not.toThrow();
  });
});

describe('times and counts in a spec', () => {
  it('takes a day or a moment without a zone as UTC', () => {
    expect(parseMoment('2026-01-01')).toBe(Date.UTC(2026, 0, 1));
    expect(parseMoment('2026-01-01T12:00')).toBe(Date.UTC(2026, 0, 1, 12));
    expect(parseMoment('2026-01-01T12:00+02:00')).toBe(Date.UTC(2026, 0, 1, 10));
    expect(parseMoment('tomorrow')).toBeNaN();
  });

  it('reads counts of windows', () => {
    expect(parseWindows('1 window')).toBe(1);
    expect(parseWindows('12 windows')).toBe(12);
    expect(parseWindows('0 windows')).toBeNull();
  });
});
