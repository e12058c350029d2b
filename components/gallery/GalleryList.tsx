'use client';

import { LayoutGrid, Search } from 'lucide-react';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Input } from '@/components/ui/Input';
import { aspects, domains, systemTypes } from '@/lib/templates/template';
import { FacetChoice } from './FacetChoice';
import {
  aspectWords,
  countChoices,
  domainWords,
  filterCards,
  systemWords,
  type TemplateCard,
} from './filterTemplates';
import { GalleryCard } from './GalleryCard';

const parsers = {
  domain: parseAsStringLiteral(domains),
  system: parseAsStringLiteral(systemTypes),
  aspect: parseAsStringLiteral(aspects),
  search: parseAsString.withDefault(''),
};

/** The templates with their filters, which live in the address. */
export function GalleryList({ cards }: { cards: readonly TemplateCard[] }) {
  const [filter, setFilter] = useQueryStates(parsers, { clearOnDefault: true, urlKeys: { search: 'q' } });
  const shown = filterCards(cards, filter);
  const clear = () => void setFilter(null);
  const filtered = shown.length < cards.length;
  return (
    <div className="flex flex-col gap-6">
      <search aria-label="Templates" className="flex flex-col gap-4">
        <Input
          type="search"
          aria-label="Search templates"
          placeholder="Search goals, monitors and data"
          icon={<Search size={16} aria-hidden="true" />}
          value={filter.search}
          onChange={(event) => void setFilter({ search: event.currentTarget.value || null })}
          className="max-w-md"
        />
        <div className="flex flex-col gap-3">
          <FacetChoice
            title="Domain"
            choices={domains}
            words={domainWords}
            chosen={filter.domain}
            count={countChoices(cards, filter, 'domain')}
            onChoose={(domain) => void setFilter({ domain })}
          />
          <FacetChoice
            title="System"
            choices={systemTypes}
            words={systemWords}
            chosen={filter.system}
            count={countChoices(cards, filter, 'system')}
            onChoose={(system) => void setFilter({ system })}
          />
          <FacetChoice
            title="Watches"
            choices={aspects}
            words={aspectWords}
            chosen={filter.aspect}
            count={countChoices(cards, filter, 'aspect')}
            onChoose={(aspect) => void setFilter({ aspect })}
          />
        </div>
      </search>
      <div className="flex min-h-8 items-center gap-3">
        <p role="status" className="text-ink-muted text-sm">
          {shown.length === 1 ? '1 template' : `${shown.length} templates`}
        </p>
        {filtered && (
          <Button size="sm" variant="quiet" onClick={clear}>
            Clear filters
          </Button>
        )}
      </div>
      {shown.length > 0 ? (
        <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {shown.map((card) => (
            <li key={card.id} className="flex">
              <GalleryCard card={card} />
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState
          title="No template fits all of this"
          icon={<LayoutGrid size={24} />}
          headingLevel={2}
          action={<Button onClick={clear}>Clear filters</Button>}
        >
          Take a filter away, or search for fewer words.
        </EmptyState>
      )}
    </div>
  );
}
