import type { Aspect, Domain, SystemType, Template } from '@/lib/templates/template';

/** A template as the gallery lists it: no rows, no spec text. */
export type TemplateCard = {
  id: string;
  title: string;
  domain: Domain;
  system: SystemType;
  summary: string;
  objective: string;
  aspects: readonly Aspect[];
  monitors: number;
  /** Lower case: all that a search looks through. */
  words: string;
};

export type GalleryFilter = {
  domain: Domain | null;
  system: SystemType | null;
  aspect: Aspect | null;
  search: string;
};

export const systemWords: Readonly<Record<SystemType, string>> = {
  tabular: 'Tabular model',
  recommender: 'Recommender',
  llm: 'Language model',
};

export const domainWords: Readonly<Record<Domain, string>> = {
  finance: 'Finance',
  healthcare: 'Healthcare',
  education: 'Education',
  retail: 'Retail',
  industry: 'Industry',
  support: 'Support and engineering',
};

export const aspectWords: Readonly<Record<Aspect, string>> = {
  performance: 'Performance',
  drift: 'Drift',
  fairness: 'Fairness',
  'data quality': 'Data quality',
  latency: 'Latency',
  volume: 'Volume',
  cost: 'Cost',
  safety: 'Safety',
};

export function cardOf(template: Template): TemplateCard {
  const { id, title, domain, system, summary, objective, monitors, needs } = template;
  const aspects = [...new Set(monitors.map((monitor) => monitor.aspect))];
  const words = [
    ...[title, summary, objective, domainWords[domain], systemWords[system]],
    ...aspects.map((aspect) => aspectWords[aspect]),
    ...monitors.map((monitor) => monitor.why),
    ...needs.map((need) => need.what),
  ];
  return {
    ...{ id, title, domain, system, summary, objective, aspects },
    monitors: monitors.length,
    words: words.join(' ').toLowerCase(),
  };
}

/** The cards that meet all of the filter. Every word of the search must be somewhere in a card. */
export function filterCards(cards: readonly TemplateCard[], filter: GalleryFilter): TemplateCard[] {
  const wanted = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return cards.filter(
    (card) =>
      (filter.domain === null || card.domain === filter.domain) &&
      (filter.system === null || card.system === filter.system) &&
      (filter.aspect === null || card.aspects.includes(filter.aspect)) &&
      wanted.every((word) => card.words.includes(word)),
  );
}

/** How many cards each choice of one facet would leave, with the rest of the filter as it is. */
export function countChoices<Facet extends 'domain' | 'system' | 'aspect'>(
  cards: readonly TemplateCard[],
  filter: GalleryFilter,
  facet: Facet,
): (choice: NonNullable<GalleryFilter[Facet]>) => number {
  return (choice) => filterCards(cards, { ...filter, [facet]: choice }).length;
}
