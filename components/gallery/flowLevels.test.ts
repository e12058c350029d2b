import { describe, expect, it } from 'vitest';
import { templates } from '@/lib/templates/registry';
import { flowLevels } from './flowLevels';

describe('flowLevels', () => {
  it('puts every node after what it reads', () => {
    const text = templates[0]?.monitors.find((monitor) => monitor.id === 'complete-inputs')?.text ?? '';
    expect(flowLevels(text).map((column) => column.map((node) => node.id))).toEqual([
      ['applications'],
      ['income_missing', 'debt_odd'],
      ['missing_often', 'odd_often'],
      ['bad_inputs'],
      ['tell'],
    ]);
  });

  it('gives nothing for a text that is no spec', () => {
    expect(flowLevels('nodes: [')).toEqual([]);
  });
});
