'use client';

import { X } from 'lucide-react';
import { useBuilder } from '@/components/builder/context';
import { Field } from '@/components/ui/Field';
import { NamePicker } from './NamePicker';
import { columnOptions } from './options';
import type { ParamFieldProps } from './ParamField';

/** Several columns: each a chip that can be taken away, and a picker for the next. */
export function ColumnsField({ field, path, value, error, columns, onChange }: ParamFieldProps) {
  const { facts } = useBuilder();
  const { role } = field.meta;
  const names = Array.isArray(value) ? value.map(String) : [];
  const rest = (columns ?? []).filter((column) => !names.includes(column.name));
  return (
    <div className="flex flex-col gap-2">
      <Field label={field.title} help={field.help} error={error ?? undefined} optional={!field.required}>
        <NamePicker
          path={path}
          options={columnOptions(rest, facts.lastValues, field.meta.wants)}
          value={null}
          placeholder={names.length === 0 && role ? `All ${role} columns` : 'Add a column'}
          unknown="not in the data yet"
          onPick={(name) => name && onChange([...names, name])}
        />
      </Field>
      {names.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {names.map((name) => (
            <li key={name}>
              <button
                type="button"
                onClick={() => onChange(names.filter((other) => other !== name))}
                className="inline-flex min-h-6 items-center gap-1 rounded-full border border-line bg-surface-sunken px-2 text-xs hover:border-line-strong"
              >
                {name}
                <X size={12} aria-hidden="true" />
                <span className="sr-only">Remove</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
