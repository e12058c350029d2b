import * as z from 'zod';
import { formatTime } from '@/lib/core/time';
import type { ConnectionKind, Notice } from './block';

/** What every channel says of a notice. All texts are plain: no control characters, bounded in length. */
export type Message = {
  /** `[critical] Fraud model input drift: amount_psi is firing`. */
  subject: string;
  /** What was found. */
  reason: string;
  /** Name and value of everything else worth saying, in order. */
  facts: readonly { name: string; value: string }[];
  url: string | null;
};

const SUBJECT_MAX = 150;
const REASON_MAX = 600;
const FACT_MAX = 200;
const LABELS_MAX = 10;

const EVENT_WORDS: Record<Notice['event'], string> = {
  firing: 'is firing',
  escalated: 'got worse',
  resolved: 'is resolved',
  reminder: 'is still firing',
  no_data: 'has no data',
  error: 'could not be checked',
};

/** The one wording that all channels share, so that an alert reads the same wherever it arrives. */
export function messageOf(notice: Notice): Message {
  const replay = notice.replay ? '[replay] ' : '';
  const severity = notice.event === 'resolved' ? 'resolved' : notice.severity.replace('_', ' ');
  const subject = `${replay}[${severity}] ${notice.monitor.name}: ${notice.alert.title} ${EVENT_WORDS[notice.event]}`;
  const { window, why } = notice;
  const facts = [
    { name: 'Monitor', value: `${notice.monitor.name}, version ${notice.monitor.version}` },
    { name: 'Severity', value: notice.severity.replace('_', ' ') },
    { name: 'Window', value: `${formatTime(window.from)} to ${formatTime(window.to)}` },
    { name: 'Since', value: formatTime(notice.startedAt) },
    ...labelFacts(notice.alert.labels),
    ...fact('Requirement', why.requirement),
    ...fact('Objective', why.objective),
    ...fact('Owner', why.owner),
    ...fact('More', why.link),
    { name: 'Alert', value: notice.alert.id.slice(0, 8) },
  ];
  return {
    subject: plain(subject, SUBJECT_MAX),
    reason: plain(notice.reason, REASON_MAX),
    facts: facts.map(({ name, value }) => ({ name: plain(name, FACT_MAX), value: plain(value, FACT_MAX) })),
    url: notice.url,
  };
}

function fact(name: string, value: string | undefined) {
  return value === undefined ? [] : [{ name, value }];
}

function labelFacts(labels: Notice['alert']['labels']) {
  const all = Object.entries(labels);
  const shown = all.slice(0, LABELS_MAX).map(([name, value]) => ({ name, value }));
  const rest = all.length - shown.length;
  return rest > 0 ? [...shown, { name: 'Labels', value: `${rest} more` }] : shown;
}

/** One line of bounded length without control characters and without marks that turn the reading direction. */
export function plain(text: string, lengthMax: number): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ').trim();
  const letters = [...line];
  return letters.length > lengthMax ? `${letters.slice(0, lengthMax - 1).join('')}…` : line;
}

/** A message as lines of plain text: the reason, the facts, the link. */
export function linesOf({ reason, facts, url }: Message): string[] {
  return [reason, '', ...facts.map(({ name, value }) => `${name}: ${value}`), ...(url ? ['', url] : [])];
}

/** A param that names a connection of one kind. */
export function connectionParam(connectionKind: ConnectionKind) {
  return z.string().min(1).max(64).meta({ title: 'Connection', widget: 'connection', connectionKind });
}
