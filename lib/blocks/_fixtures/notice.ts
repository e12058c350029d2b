import type { Notice } from '@/lib/blocks/block';

/** A notice for tests of actions. Only tests import this file. */
export const notice: Notice = {
  id: 'n-1',
  event: 'firing',
  severity: 'critical',
  monitor: { id: 'm-1', name: 'Fraud model input drift', version: 3 },
  alert: { id: 'a1b2c3d4e5f6', node: 'limit', title: 'Age drift', labels: { country: 'DE' } },
  reason: '0.31, above the critical limit 0.2',
  value: 0.31,
  window: { from: Date.UTC(2026, 2, 1, 12), to: Date.UTC(2026, 2, 1, 13) },
  startedAt: Date.UTC(2026, 2, 1, 12, 30),
  at: Date.UTC(2026, 2, 1, 13, 0, 5),
  why: { requirement: 'REQ-12', owner: 'risk-team' },
  url: 'https://tocsin.example.com/alerts/a1b2c3d4e5f6',
  replay: false,
};

/** What someone might send to get at the people who read a message. */
export const hostile: Notice = {
  ...notice,
  monitor: { ...notice.monitor, name: 'x <!channel> & <https://evil.example|click>' },
  alert: {
    ...notice.alert,
    title: 'Bcc: all@example.com\r\nBcc: more@example.com\u2028\u202Egnp',
    labels: { country: '<@U123>\n*bold*', __proto__: 'kept out' },
  },
  reason: `${'<!here> '.repeat(2000)}end`,
  why: { owner: '<!everyone>', objective: '\u0000\u001b[31mred' },
};
