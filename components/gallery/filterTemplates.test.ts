import { describe, expect, it } from 'vitest';
import { templates } from '@/lib/templates/registry';
import { cardOf, countChoices, filterCards, type GalleryFilter } from './filterTemplates';

const cards = templates.map(cardOf);
const all: GalleryFilter = { domain: null, system: null, aspect: null, search: '' };
const idsOf = (filter: Partial<GalleryFilter>) =>
  filterCards(cards, { ...all, ...filter }).map((card) => card.id);

describe('filterCards', () => {
  it('gives all without a filter', () => {
    expect(idsOf({})).toHaveLength(6);
  });

  it('combines the facets', () => {
    expect(idsOf({ aspect: 'fairness', system: 'tabular', domain: 'education' })).toEqual([
      'student-dropout',
    ]);
    expect(idsOf({ domain: 'retail', aspect: 'fairness' })).toEqual([]);
  });

  it('looks for every word in titles, reasons and data, whatever the case', () => {
    expect(idsOf({ search: 'REFUSAL  language' })).toEqual(['support-assistant']);
    expect(idsOf({ search: 'creditworthy' })).toEqual([]);
  });
});

describe('countChoices', () => {
  it('counts what a choice would leave, with the rest of the filter', () => {
    const count = countChoices(cards, { ...all, domain: 'finance', aspect: 'latency' }, 'aspect');
    expect([count('drift'), count('latency')]).toEqual([1, 0]);
    expect(countChoices(cards, { ...all, domain: 'finance' }, 'domain')('retail')).toBe(1);
  });
});
