import { describe, expect, it } from 'vitest';
import { changesBetween } from './changes';
import { parseSpec } from './yaml';

const TEXT = `version: 1
name: Drift
schedule: { every: 1h, window: 1d }
nodes:
  events: { type: stream, params: { stream: credit } }
  age_psi: { type: psi, inputs: [events], params: { column: age } }
  limit: { type: limit, inputs: [age_psi], params: { critical: 0.2 } }
  tell: { type: log, inputs: [limit], params: {} }
`;

function specOf(text: string) {
  const { spec } = parseSpec(text);
  if (!spec) throw new Error('the spec of the test does not parse');
  return spec;
}

const changed = (from: string, to: string) => changesBetween(specOf(TEXT), specOf(TEXT.replace(from, to)));

describe('changesBetween', () => {
  it('says of the first version how large it is', () => {
    expect(changesBetween(null, specOf(TEXT))).toEqual(['first version with 4 nodes']);
  });

  it('finds nothing between a spec and itself, however it is written', () => {
    expect(changesBetween(specOf(TEXT), specOf(`# a remark\n${TEXT}`))).toEqual([]);
  });

  it.each([
    ['{ column: age }', '{ column: hours }', ['age_psi column age → hours']],
    ['{ critical: 0.2 }', '{ critical: 0.2, warning: 0.1 }', ['limit warning unset → 0.1']],
    ['name: Drift', 'name: Age drift', ['renamed to Age drift']],
    ['every: 1h', 'every: 15m', ['schedule every 1h → 15m']],
    ['type: psi, inputs', 'type: ks, inputs', ['age_psi is now ks']],
    ['{ type: log,', '{ type: log, title: Tell the team,', ['tell is called Tell the team']],
    ['{ type: log,', '{ type: log, enabled: false,', ['tell switched off']],
    ['nodes:', 'alert: { for: 2h }\nnodes:', ['alert for 1 window → 2h']],
    ['inputs: [limit]', 'inputs: []', ['tell reads nothing']],
  ])('%s to %s', (from, to, expected) => {
    expect(changed(from, to)).toEqual(expected);
  });

  it('names what came and what went', () => {
    const renamed = TEXT.replace('  age_psi:', '  drift:').replace('[age_psi]', '[drift]');
    expect(changesBetween(specOf(TEXT), specOf(renamed))).toEqual([
      'added drift',
      'limit reads drift',
      'removed age_psi',
    ]);
  });

  it('cuts long values', () => {
    const long = 'x'.repeat(100);
    expect(changed('{ column: age }', `{ column: ${long} }`)[0]).toBe(
      `age_psi column age → ${'x'.repeat(57)}…`,
    );
  });
});
