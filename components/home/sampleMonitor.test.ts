import { expect, it } from 'vitest';
import { compile } from '@/lib/compile/compile';
import { sampleMonitor } from './sampleMonitor';

const text = sampleMonitor(Date.parse('2026-01-01T10:00:00Z')).text;
const columns = [
  { name: 'timestamp', type: 'time', role: 'timestamp' },
  { name: 'age', type: 'number', role: 'feature' },
  { name: 'income', type: 'number', role: 'feature' },
  { name: 'latency_ms', type: 'number', role: 'latency' },
] as const;

it('can be published as it is', () => {
  const { plan, problems } = compile(text, {
    streams: { credit_requests: [...columns] },
    files: {},
    connections: {},
  });
  expect(problems).toEqual([]);
  expect(plan?.detectors).toHaveLength(4);
  expect(plan?.alerting).toHaveLength(4);
});
