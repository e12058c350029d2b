import { describe, expect, it } from 'vitest';
import { formatTime } from '@/lib/core/time';
import { fromIncident, playMonitor } from './play';
import { templates } from './registry';

describe.each(templates)('$id', (template) => {
  const rows = template.sample.rows();
  const results = template.monitors.map((monitor) => playMonitor(template, monitor, rows));

  it('compiles without any problem', () => {
    expect(results.flatMap((result) => (result.ok ? [] : result.problems))).toEqual([]);
  });

  it.each(template.monitors.map((monitor, index) => ({ id: monitor.id, index })))(
    '$id rings for nothing but the incident',
    ({ index }) => {
      const result = results[index];
      if (!result?.ok) throw new Error('does not compile');
      const { played } = result;
      expect(played.slots.length).toBeGreaterThan(10);
      const others = played.alerts.filter((alert) => !fromIncident(template.sample, played.plan, alert));
      expect(others.map((alert) => `${formatTime(alert.firedAt)} ${alert.reason}`)).toEqual([]);
    },
  );

  it('is as quiet on other draws of the sample', () => {
    const other = template.sample.rows('another seed');
    const others = template.monitors.flatMap((monitor) => {
      const result = playMonitor(template, monitor, other);
      if (!result.ok) throw new Error('does not compile');
      const { alerts, plan } = result.played;
      return alerts.filter((alert) => !fromIncident(template.sample, plan, alert));
    });
    expect(others).toEqual([]);
  });

  it('the monitor that must see the incident rings in it and is quiet again after it', () => {
    const { sample } = template;
    const index = template.monitors.findIndex((monitor) => monitor.id === sample.incident.monitor);
    const result = results[index];
    if (!result?.ok) throw new Error('does not compile');
    const alerts = result.played.alerts;
    expect(alerts.length).toBeGreaterThan(0);
    expect(alerts[0]?.firedAt).toBeGreaterThan(sample.incident.from);
    expect(alerts[0]?.firedAt).toBeLessThanOrEqual(sample.incident.to);
    expect(alerts.filter((alert) => alert.resolvedAt === null)).toEqual([]);
  });
});
