import type { ColumnInfo } from '@/lib/tally/column';
import { matchColumns } from '@/lib/templates/fill';
import type { Need, Template } from '@/lib/templates/template';

/** What the form asks for: plain data, so that a server page can hand it over. */
export type TemplateNeeds = {
  id: string;
  needs: readonly Need[];
  monitors: readonly { name: string; keys: readonly string[] }[];
};

export type Mapping = Readonly<Record<string, string>>;

export function needsOf(template: Template, nameOf: (monitor: string) => string): TemplateNeeds {
  return {
    id: template.id,
    needs: template.needs,
    monitors: template.monitors.map(({ id, text }) => ({
      name: nameOf(id),
      keys: template.needs.map((need) => need.key).filter((key) => text.includes(`<${key}>`)),
    })),
  };
}

/** Columns matched by name and role; values as in the template's sample. */
export function firstMapping(needs: readonly Need[], columns: readonly ColumnInfo[]): Mapping {
  const values = needs.flatMap((need): [string, string][] =>
    need.kind === 'value' ? [[need.key, String(need.example)]] : [],
  );
  return { ...Object.fromEntries(values), ...matchColumns({ needs }, columns) };
}

/** The monitors that will open with something left to fill in, and what that is. */
export function openMonitors(
  template: TemplateNeeds,
  mapping: Mapping,
): { name: string; missing: string[] }[] {
  return template.monitors
    .map(({ name, keys }) => ({
      name,
      missing: template.needs
        .filter(({ key }) => keys.includes(key) && !mapping[key])
        .map((need) => need.what),
    }))
    .filter((monitor) => monitor.missing.length > 0);
}
