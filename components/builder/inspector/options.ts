import type { DataFacts } from '@/components/builder/dataFacts';
import type { Option } from '@/components/ui/Select';
import type { ColumnWants } from '@/lib/blocks/block';
import type { Catalogue } from '@/lib/compile/check';
import type { ColumnInfo } from '@/lib/tally/column';

/** What pickers offer, and what stands beside each name. */

export function columnOptions(
  columns: readonly ColumnInfo[],
  lastValues: DataFacts['lastValues'],
  wants: ColumnWants = 'any',
): Option[] {
  const fits = (column: ColumnInfo) => wants === 'any' || column.type === wants;
  return [...columns]
    .sort((a, b) => Number(fits(b)) - Number(fits(a)))
    .map((column) => {
      const last = lastValues.find((value) => value.column === column.name);
      const parts = [
        column.type,
        column.role === 'other' ? null : column.role,
        last && last.value !== null ? `last ${String(last.value)}` : null,
        fits(column) ? null : `not ${wants}`,
      ];
      return { value: column.name, label: column.name, detail: parts.filter(Boolean).join(' · ') };
    });
}

export function streamOptions(catalogue: Catalogue | null, facts: DataFacts): Option[] {
  return Object.entries(catalogue?.streams ?? {}).map(([name, columns]) => {
    const fresh = facts.freshness.find((item) => item.stream === name);
    const rows = fresh ? `${fresh.rows.toLocaleString('en')} rows · ` : '';
    return { value: name, label: name, detail: `${rows}${columns.length} columns` };
  });
}

export function fileOptions(catalogue: Catalogue | null): Option[] {
  return Object.entries(catalogue?.files ?? {}).map(([name, columns]) => ({
    value: name,
    label: name,
    detail: `${columns.length} columns`,
  }));
}

export function connectionOptions(catalogue: Catalogue | null, kind: string | undefined): Option[] {
  return Object.entries(catalogue?.connections ?? {})
    .filter(([, own]) => kind === undefined || own === kind)
    .map(([name, own]) => ({ value: name, label: name, detail: own }));
}
