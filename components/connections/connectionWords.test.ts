import { describe, expect, it } from 'vitest';
import {
  type Connection,
  type ConnectionForm,
  dropsPassword,
  emptyForm,
  errorsOf,
  formOf,
  inputOf,
} from './connectionWords';

const mail: Connection = {
  name: 'team',
  kind: 'email',
  target: 'mail.example.com:465',
  settings: { host: 'mail.example.com', port: 465, security: 'tls', from: 'a@example.com', user: 'ann' },
  hasSecret: true,
  locked: false,
  failures: 0,
  failingSince: null,
  lastError: null,
  lastDeliveredAt: null,
  createdAt: 0,
};
const form = (change: Partial<ConnectionForm>): ConnectionForm => ({
  ...emptyForm,
  name: 'pager',
  ...change,
});

describe('errorsOf', () => {
  it.each([
    [form({ url: 'https://example.com/hook' }), false, []],
    [form({}), false, ['url']],
    [form({}), true, []],
    [form({ name: 'My Pager', url: 'javascript:alert(1)' }), false, ['name', 'url']],
    [form({ kind: 'email', host: 'mail.example.com', from: 'a@b.c' }), false, []],
    [form({ kind: 'email', port: '70000' }), false, ['host', 'port', 'from']],
  ])('%j', (typed, known, fields) => {
    expect(Object.keys(errorsOf(typed, known))).toEqual(fields);
  });
});

it('keeps a stored secret by not naming it', () => {
  expect(inputOf(form({}))).toEqual({ kind: 'webhook', name: 'pager' });
  expect(inputOf(formOf(mail))).not.toHaveProperty('password');
});

it('knows when the stored password goes', () => {
  expect(dropsPassword(formOf(mail), mail)).toBe(false);
  expect(dropsPassword({ ...formOf(mail), host: 'other.example.com' }, mail)).toBe(true);
  expect(dropsPassword({ ...formOf(mail), host: 'other.example.com', password: 'new' }, mail)).toBe(false);
});
