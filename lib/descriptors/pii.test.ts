import { describe, expect, it } from 'vitest';
import { findPii, pii } from './pii';
import { createText } from './text';

const kinds = (text: string) => pii(createText(text));
const found = (text: string) => findPii(text).map(({ start, end }) => text.slice(start, end));

describe('pii', () => {
  it.each([
    ["write to ann.o'neil+news@mail.example.co.uk.", "ann.o'neil+news@mail.example.co.uk"],
    ['(jo@x.io)', 'jo@x.io'],
  ])('finds the address in %j', (text, address) => {
    expect(kinds(text)).toBe('email');
    expect(found(text)).toEqual([address]);
  });

  it.each(['git@github.com:me/repo', 'a @ b', 'user@localhost', 'price @5.00', '@handle', 'x.@y.com'])(
    'takes %j for no address',
    (text) => {
      expect(kinds(text)).toBe('none');
    },
  );

  it.each([
    'card 4111 1111 1111 1111',
    'card 4111-1111-1111-1111.',
    '378282246310005',
    '30569309025904',
    '5555555555554444',
    '6011111111111117',
    '3530111333300000',
  ])('finds the card in %j', (text) => {
    expect(kinds(text)).toBe('card');
  });

  it.each(['4111 1111 1111 1112', '1234567812345678', '0000 0000 0000 0000', 'order 1700000000000'])(
    'takes %j for no card',
    (text) => {
      expect(kinds(text)).toBe('none');
    },
  );

  it.each([
    'GB82 WEST 1234 5698 7654 32 please',
    'de89370400440532013000',
    'NO9386011117947',
    'MT84MALT011000012345MTLCAST001S',
  ])('finds the bank account in %j', (text) => {
    expect(kinds(text)).toBe('iban');
  });

  it.each(['GB82 WEST 1234 5698 7654 33', 'DE8937040044053201300', 'XX82WEST12345698765432'])(
    'takes %j for no bank account',
    (text) => {
      expect(kinds(text)).not.toContain('iban');
    },
  );

  it.each([
    'from 86.121.97.248,',
    '2001:db8::8a2e:370:7334',
    'fe80::1ff:fe23:4567:890a',
    '::ffff:192.168.10.17',
  ])('finds the address of a machine in %j', (text) => {
    expect(kinds(text)).toBe('ip');
  });

  it.each([
    'version 1.2.3.4',
    '256.1.1.1',
    '1.2.3.4.5',
    '127.0.0.1',
    'std::vector',
    'at 12:30:45',
    '::1',
    '10.5.1',
  ])('takes %j for no address of a machine', (text) => {
    expect(kinds(text)).toBe('none');
  });

  it.each([
    ['US', '536-90-4399'],
    ['UK', 'AB 12 34 56 C'],
    ['Spain', '12345678Z'],
    ['Spain, foreigners', 'X1234567L'],
    ['France', '2 55 08 14 168 025 38'],
    ['Germany', '86095742719'],
    ['Italy', 'RSSMRA85T10A562S'],
    ['Poland', '44051401359'],
    ['Brazil', '529.982.247-25'],
    ['India', '2363 6402 7464'],
    ['Sweden', '811218-9876'],
    ['Finland', '131052-308T'],
    ['the Netherlands', 'bsn 111222333'],
    ['Canada', 'SIN 046 454 286'],
  ])('finds a national id of %s', (_, text) => {
    expect(kinds(`it is ${text} .`)).toBe('national_id');
  });

  it.each([
    '000-12-3456',
    '666-12-3456',
    '900-12-3456',
    'BG123456C',
    '12345678A',
    '86095742718',
    'RSSMRA85T10A562T',
    '529.982.247-26',
    '111222333',
  ])('takes %j for no national id', (text) => {
    expect(kinds(text)).not.toContain('national_id');
  });

  it.each([
    '+1-984-182-0190',
    '+46 (0)8 928 571 38',
    '(555) 234-5678',
    '541-714-1388',
    '01.84.17.61.18',
    '07700 900 982',
    'call 450 0840',
    'Phone:\n467 3395',
    'fax 5403926876',
    'ruf mich an, Handy 0171/5551234',
    '655 437 108 office',
  ])('finds the telephone number in %j', (text) => {
    expect(kinds(text)).toBe('phone');
  });

  it.each([
    '2000-04-16 11:34:35',
    '12/31/2024',
    'order 5403926876',
    'license number is 6940579',
    '450 0840',
    '3... 2... 1',
    'costs $ 1,250,000',
    '2019 2020',
    '0.0000001234',
    '1234567 rows',
    'in 1999-2005',
  ])('takes %j for no telephone number', (text) => {
    expect(kinds(text)).toBe('none');
  });

  it('names all kinds in one order, each number once', () => {
    expect(kinds('me@x.io, +44 7700 900982, again me@x.io, card 4111111111111111')).toBe('email+phone+card');
  });
});
