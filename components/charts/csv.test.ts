import { expect, it } from 'vitest';
import { toCsv } from './csv';

it('writes numbers as they are, quotes what needs it and leaves nothing for no value', () => {
  expect(
    toCsv(
      ['time', 'psi, age'],
      [
        ['2026-03-01T00:00Z', -0.25],
        ['a "b"', null],
      ],
    ),
  ).toBe('time,"psi, age"\r\n2026-03-01T00:00Z,-0.25\r\n"a ""b""",\r\n');
});

it('disarms what a spreadsheet would run', () => {
  expect(toCsv(['x'], [['=1+1'], ['@cmd'], ['-5']])).toBe("x\r\n'=1+1\r\n'@cmd\r\n-5\r\n");
});
