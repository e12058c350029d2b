import { describe, expect, it } from 'vitest';
import { compile } from '@/lib/compile/compile';
import type { ColumnInfo } from '@/lib/tally/column';
import { creditScoring } from './creditScoring';
import { fillMonitor, matchColumns, sampleMapping, typedMapping } from './fill';
import { templates } from './registry';
import type { TemplateMonitor } from './template';

const drift = creditScoring.monitors[0] as TemplateMonitor;
const column = (name: string, type: ColumnInfo['type'], role: ColumnInfo['role']): ColumnInfo => ({
  name,
  type,
  role,
});

describe('fillMonitor', () => {
  it('fills the stream and the columns, and keeps comments', () => {
    const text = fillMonitor(drift, { stream: 'loans', values: { income: 'salary' } });
    expect(text).toContain('stream: loans');
    expect(text).toContain('column: salary');
    expect(text).toContain('# 400 rows a day');
  });

  it('quotes what YAML would read as something else', () => {
    const column = 'a: b, } "c"';
    const text = fillMonitor(drift, { stream: 'loans', values: { income: column } });
    const { spec } = compile(text);
    expect(spec?.nodes.income_psi?.params).toEqual({ column });
    expect(fillMonitor(drift, { stream: 'on', values: {} })).toContain('stream: "on"');
    expect(fillMonitor(drift, { stream: '1', values: {} })).toContain('stream: "1"');
  });

  it('leaves what is not mapped as a problem that names it', () => {
    const text = fillMonitor(drift, { stream: 'loans', values: {} });
    const { problems } = compile(text, {
      streams: { loans: [column('x', 'number', 'other')] },
      files: {},
      connections: {},
    });
    expect(problems.map((p) => [p.code, p.at.node])).toEqual([['unknown_column', 'income_psi']]);
    expect(problems[0]?.what).toContain('<income>');
  });

  it.each(templates)('$id names every placeholder among its needs, and uses every need', (template) => {
    const used = new Set(
      template.monitors.flatMap(({ text }) => [...text.matchAll(/<(\w+)>/g)].map((match) => match[1])),
    );
    used.delete('stream');
    expect([...used].sort()).toEqual(template.needs.map((need) => need.key).sort());
  });
});

describe('matchColumns', () => {
  it.each(templates)('$id finds every column of its own sample', (template) => {
    const { values } = sampleMapping(template);
    const wanted = template.needs
      .filter((need) => need.kind === 'column')
      .map((need) => [need.key, values[need.key]]);
    expect(matchColumns(template, template.sample.columns)).toEqual(Object.fromEntries(wanted));
  });

  it('goes by synonyms and by role, and gives no column twice', () => {
    const found = matchColumns(creditScoring, [
      column('Annual_Income', 'number', 'feature'),
      column('p', 'number', 'score'),
      column('outcome', 'text', 'prediction'),
      column('sex', 'text', 'group'),
    ]);
    expect(found).toEqual({ income: 'Annual_Income', score: 'p', decision: 'outcome', group: 'sex' });
  });

  it('does not offer text where numbers are needed', () => {
    expect(matchColumns(creditScoring, [column('income', 'text', 'feature')])).toEqual({});
  });
});

describe('typedMapping', () => {
  it.each(templates)('$id gives the same texts for what is typed as for its own sample', (template) => {
    const own = sampleMapping(template);
    const typed = Object.fromEntries(Object.entries(own.values).map(([key, value]) => [key, String(value)]));
    expect(typedMapping(template, own.stream, typed)).toEqual(own);
  });

  it('keeps as text what is not of that kind', () => {
    expect(typedMapping(creditScoring, 'loans', { bad: 'yes', income: '1' }).values).toEqual({
      bad: 'yes',
      income: '1',
    });
  });
});
