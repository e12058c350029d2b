import type { ConnectionKind } from '@/lib/blocks/block';
import type { RouterInputs, RouterOutputs } from '@/server/api/root';

export type Connection = RouterOutputs['connections']['list'][number];
export type ConnectionInput = RouterInputs['connections']['create'];

export const kindWords: Readonly<Record<ConnectionKind, { label: string; detail: string }>> = {
  webhook: { label: 'Webhook', detail: 'Signed JSON to an address of yours' },
  slack: { label: 'Slack', detail: 'A message to a channel' },
  email: { label: 'E-mail', detail: 'Through your mail server' },
};

/** What the form holds: text as it was typed. */
export type ConnectionForm = {
  kind: ConnectionKind;
  name: string;
  url: string;
  host: string;
  port: string;
  security: 'tls' | 'starttls' | 'none';
  from: string;
  user: string;
  password: string;
};

export const emptyForm: ConnectionForm = {
  kind: 'webhook',
  name: '',
  url: '',
  host: '',
  port: '465',
  security: 'tls',
  from: '',
  user: '',
  password: '',
};

export const securities = ['tls', 'starttls', 'none'] as const;

/** The form of a connection that exists; what is secret is empty, because nobody can read it back. */
export function formOf({ kind, name, settings }: Connection): ConnectionForm {
  return {
    ...emptyForm,
    kind,
    name,
    host: kind === 'email' ? String(settings.host ?? '') : '',
    port: String(settings.port ?? emptyForm.port),
    security: securities.find((each) => each === settings.security) ?? 'tls',
    from: String(settings.from ?? ''),
    user: String(settings.user ?? ''),
  };
}

/** What the form says to the server; empty secrets are left out, which keeps the stored ones. */
export function inputOf(form: ConnectionForm): ConnectionInput {
  const { kind, name } = form;
  if (kind !== 'email') return { kind, name, ...(form.url === '' ? {} : { url: form.url.trim() }) };
  return {
    kind,
    name,
    host: form.host.trim(),
    port: Number(form.port),
    security: form.security,
    from: form.from.trim(),
    ...(form.user === '' ? {} : { user: form.user }),
    ...(form.password === '' ? {} : { password: form.password }),
  };
}

export type FormErrors = Partial<Record<keyof ConnectionForm, string>>;

const NAME = /^[a-z][a-z0-9_-]{0,63}$/;

/** What has to be corrected before it can be sent. `known` is whether the connection exists already. */
export function errorsOf(form: ConnectionForm, known: boolean): FormErrors {
  const errors: FormErrors = {};
  if (!NAME.test(form.name))
    errors.name = 'Use a small letter first, then small letters, digits, - or _, such as ml-alerts.';
  if (form.kind === 'email') return { ...errors, ...emailErrors(form) };
  const empty = form.url.trim() === '';
  if (empty && !known) errors.url = 'Write the address that messages go to.';
  if (!empty && !isWeb(form.url)) errors.url = 'Write a whole address that begins with https:// or http://.';
  return errors;
}

function emailErrors(form: ConnectionForm): FormErrors {
  const errors: FormErrors = {};
  const port = Number(form.port);
  if (form.host.trim() === '') errors.host = 'Write the name of the mail server.';
  if (!Number.isInteger(port) || port < 1 || port > 65_535) errors.port = 'Write a number from 1 to 65535.';
  if (!form.from.includes('@')) errors.from = 'Write the address that messages come from.';
  return errors;
}

function isWeb(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text.trim()).protocol);
  } catch {
    return false;
  }
}

/** Whether saving this drops the stored password. */
export function dropsPassword(form: ConnectionForm, before: Connection): boolean {
  if (form.kind !== 'email' || !before.hasSecret || form.password !== '') return false;
  const old = formOf(before);
  return (['host', 'port', 'security', 'user'] as const).some((field) => form[field].trim() !== old[field]);
}
