import { describe, expect, it } from 'vitest';
import { blocks } from '@/lib/blocks/registry';
import { countOf, searchBlocks } from './palette';

const found = (query: string) =>
  searchBlocks(blocks, query).flatMap((group) => group.blocks.map((b) => b.type));

describe('what fits an end', () => {
  const behind = (type: string) => searchBlocks(blocks, '', { side: 'out', port: 'series', type });
  const thresholds = (type: string) => behind(type)[0]?.blocks.map((block) => block.type) ?? [];

  it('offers what is unusual first after a distance, and not at all after anything else', () => {
    expect(thresholds('psi')[0]).toBe('unusual');
    expect(thresholds('mean')).not.toContain('unusual');
    expect(thresholds('mean')).toContain('limit');
    expect(thresholds('robust_z_score')).not.toContain('unusual');
    expect(behind('mean').map(({ kind }) => kind)).toEqual(['threshold', 'analyser']);
  });
});

describe('searching the palette', () => {
  it('lists every block by kind without words', () => {
    const groups = searchBlocks(blocks, '');
    expect([...new Set(groups.map((group) => group.kind))]).toEqual([
      'source',
      'transform',
      'detector',
      'analyser',
      'threshold',
      'logic',
      'action',
    ]);
    expect(countOf(groups)).toBe(blocks.length);
    expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
  });

  it('lists detectors by what they are for, and by kind alone once there are words', () => {
    const titles = searchBlocks(blocks, '').map(({ title }) => title);
    expect(titles).toContain('Detectors: fairness');
    expect(titles).toContain('Detectors: data quality');
    expect(titles).not.toContain('Detectors');
    expect(searchBlocks(blocks, 'drift').map(({ title }) => title)).toContain('Detectors');
  });

  it.each([
    ['drift', ['psi', 'ks', 'jensen_shannon']],
    ['latency', ['quantile']],
    ['null', ['missing_share']],
  ])('finds by synonym: %s', (query, types) => {
    for (const type of types) expect(found(query)).toContain(type);
  });

  it('puts what begins with the word first', () => {
    expect(found('acc')[0]).toBe('accuracy');
    expect(found('lim')[0]).toBe('limit');
    expect(found('psi')[0]).toBe('psi');
  });

  it('wants every word and finds nothing for nonsense', () => {
    expect(found('slack message')).toContain('slack');
    expect(found('slack zebra')).toEqual([]);
  });

  it('limits to what can be wired', () => {
    const kinds = (side: 'in' | 'out' | 'through', port: 'rows' | 'series' | 'verdict') => [
      ...new Set(searchBlocks(blocks, '', { side, port }).map((group) => group.kind)),
    ];
    expect(kinds('out', 'rows')).toEqual(['transform', 'detector']);
    expect(kinds('out', 'verdict')).toEqual(['logic', 'action']);
    expect(kinds('in', 'series')).toEqual(['detector', 'analyser']);
    expect(kinds('out', 'series')).toEqual(['threshold', 'analyser']);
    expect(kinds('through', 'series')).toEqual(['analyser']);
    expect(kinds('through', 'rows')).toEqual(['transform']);
  });
});
