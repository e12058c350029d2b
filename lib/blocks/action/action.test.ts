import { describe, expect, it } from 'vitest';
import { hostile, notice } from '@/lib/blocks/_fixtures/notice';
import type { ActionRun, Block, Notice, Request } from '@/lib/blocks/block';
import { email } from './email';
import { log } from './log';
import { escapeSlack, slack } from './slack';
import { webhook, webhookBody } from './webhook';

function bound(block: Block<'action'>, params: Record<string, unknown> = { ...block.example }): ActionRun {
  const binding = block.bind(params);
  if (!binding.ok) throw new RangeError(`these params of ${block.type} do not bind`);
  return binding.run;
}

function sent<T extends Request['transport']>(block: Block<'action'>, wanted: T, about: Notice = notice) {
  const request = bound(block).render(about);
  if (request.transport !== wanted) throw new RangeError(`${block.type} went by ${request.transport}`);
  return request as Request & { transport: T };
}

/** The text of the one section that a Slack message has. */
function slackText(about: Notice): string {
  const body = sent(slack, 'slack', about).body as { blocks: { text: { text: string } }[] };
  return body.blocks.map((block) => block.text.text).join('\n');
}

const events: Notice['event'][] = ['firing', 'escalated', 'resolved', 'reminder', 'no_data', 'error'];

describe('every action', () => {
  const actions = [webhook, slack, email, log];

  it('says where it sends and needs a connection of its kind, if any', () => {
    expect(bound(webhook)).toMatchObject({
      connection: { name: 'pager', kind: 'webhook' },
      sentence: 'to the webhook pager',
    });
    expect(bound(slack)).toMatchObject({
      connection: { name: 'ml_team', kind: 'slack' },
      sentence: 'to Slack through ml_team',
    });
    expect(bound(email)).toMatchObject({
      connection: { name: 'mail', kind: 'email' },
      sentence: 'by e-mail to risk-team@example.com',
    });
    expect(bound(log)).toMatchObject({ connection: null, sentence: 'to the log' });
  });

  it.each(events)('renders %s as plain data, the same every time', (event) => {
    for (const block of actions) {
      const request = bound(block).render({ ...notice, event });
      expect(JSON.parse(JSON.stringify(request))).toEqual(request);
      expect(bound(block).render({ ...notice, event })).toEqual(request);
      expect(JSON.stringify(request)).not.toMatch(/undefined|NaN/);
    }
  });

  it('tells monitor, severity, reason, window, labels, why, link and the short id', () => {
    const texts = [slackText(notice), sent(email, 'email').text];
    for (const text of texts) {
      for (const part of [
        'Fraud model input drift, version 3',
        'critical',
        '0.31, above the critical limit 0.2',
        '2026-03-01T12:00Z to 2026-03-01T13:00Z',
        'country: DE',
        'Requirement: REQ-12',
        'Owner: risk-team',
        'https://tocsin.example.com/alerts/a1b2c3d4e5f6',
        'Alert: a1b2c3d4',
      ]) {
        expect(text).toContain(part);
      }
    }
  });
});

describe('webhook', () => {
  it.each(events)('keeps to its documented body for %s', (event) => {
    const { body } = sent(webhook, 'webhook', { ...notice, event });
    expect(webhookBody.strict().parse(body)).toEqual(body);
    expect(body).toMatchObject({
      type: `alert.${event}`,
      timestamp: '2026-03-01T13:00:05.000Z',
      data: { version: 1 },
    });
  });

  it('gives texts as they are: what receives JSON needs no escaping', () => {
    const { body } = sent(webhook, 'webhook', hostile);
    expect(body).toMatchObject({ data: { monitor: { name: hostile.monitor.name }, reason: hostile.reason } });
  });
});

describe('slack', () => {
  it('cannot mention anyone, nor hide a link', () => {
    const request = JSON.stringify(sent(slack, 'slack', hostile));
    expect(request).not.toMatch(/[<>]/);
    expect(slackText(hostile)).toContain('&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt;');
    expect(request).toContain('"verbatim":true');
    expect(request).toContain('"unfurl_links":false');
  });

  it('stays within what Slack takes', () => {
    const labels = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`label_${i}`, '<'.repeat(500)]));
    const text = slackText({ ...hostile, alert: { ...hostile.alert, labels } });
    expect(text.length).toBeLessThanOrEqual(3000);
    expect(text).not.toMatch(/&(?!amp;|lt;|gt;)/);
  });

  it('escapes what Slack reads as markup, once', () => {
    expect(escapeSlack('a & b <c> &lt;')).toBe('a &amp; b &lt;c&gt; &amp;lt;');
  });
});

describe('email', () => {
  it('has a subject of one line', () => {
    const { subject } = sent(email, 'email', hostile);
    expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    expect([...subject].length).toBeLessThanOrEqual(150);
    expect(sent(email, 'email').subject).toBe('[critical] Fraud model input drift: Age drift is firing');
  });

  it('cannot be given an address that carries a header', () => {
    for (const to of [['a@example.com\r\nBcc: b@example.com'], ['a@example.com\n'], ['nobody'], []]) {
      expect(email.bind({ connection: 'mail', to }).ok).toBe(false);
    }
    expect(email.bind({ connection: 'mail', to: ['a@example.com', 'b@example.com'] }).ok).toBe(true);
  });

  it('keeps every value on its own line', () => {
    const lines = sent(email, 'email', hostile).text.split('\n');
    expect(lines.filter((line) => line.startsWith('Bcc'))).toEqual([]);
    expect(lines).toContain('country: <@U123> *bold*');
  });
});

describe('log', () => {
  it('is one line that can be read back', () => {
    const { line } = sent(log, 'log', hostile);
    expect(line).not.toMatch(/[\r\n]/);
    expect(JSON.parse(line)).toMatchObject({ event: 'alert.firing', severity: 'critical', value: 0.31 });
  });
});

describe('the subject', () => {
  const subject = (about: Partial<Notice>) => sent(email, 'email', { ...notice, ...about }).subject;

  it('says what has happened', () => {
    expect(subject({ event: 'resolved', severity: 'ok' })).toMatch(/^\[resolved\] .* is resolved$/);
    expect(subject({ event: 'no_data', severity: 'no_data' })).toMatch(/^\[no data\] .* has no data$/);
    expect(subject({ event: 'reminder' })).toMatch(/^\[critical\] .* is still firing$/);
  });

  it('marks what is only played again', () => {
    expect(subject({ replay: true })).toMatch(/^\[replay\] \[critical\]/);
  });

  it('does without a link', () => {
    expect(sent(email, 'email', { ...notice, url: null }).text).toMatch(/Alert: a1b2c3d4\n$/);
  });
});
