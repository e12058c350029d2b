'use client';

import { useState } from 'react';
import { Banner } from '@/components/ui/Banner';
import { Button } from '@/components/ui/Button';
import { Combobox } from '@/components/ui/Combobox';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import type { ColumnInfo } from '@/lib/tally/column';
import type { Need } from '@/lib/templates/template';
import { firstMapping, type Mapping, openMonitors, type TemplateNeeds } from './matching';

type NeedFieldsProps = {
  template: TemplateNeeds;
  columns: readonly ColumnInfo[];
  busy: boolean;
  onSubmit: (mapping: Record<string, string>) => void;
};

/** One field a need, filled in where name or role tells. What stays open becomes a visible issue of the draft. */
export function NeedFields({ template, columns, busy, onSubmit }: NeedFieldsProps) {
  const [mapping, setMapping] = useState<Mapping>(() => firstMapping(template.needs, columns));
  const open = openMonitors(template, mapping);
  const set = (key: string, value: string | null) => setMapping({ ...mapping, [key]: value ?? '' });
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onSubmit(Object.fromEntries(Object.entries(mapping).filter(([, value]) => value !== '')));
      }}
    >
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        {template.needs.map((need) => (
          <NeedField
            key={need.key}
            need={need}
            columns={columns}
            value={mapping[need.key] ?? ''}
            onChange={(value) => set(need.key, value)}
          />
        ))}
      </div>
      {open.length > 0 && (
        <Banner tone="warning" title="Some of it is not mapped">
          {open.map(({ name, missing }) => (
            <p key={name}>
              {name} opens with something left to fill in: {missing.join('; ')}.
            </p>
          ))}
        </Banner>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" busy={busy && 'Making drafts'}>
          {template.monitors.length === 1 ? 'Make the draft' : `Make ${template.monitors.length} drafts`}
        </Button>
        <p className="text-ink-faint text-xs">Nothing runs until you publish.</p>
      </div>
    </form>
  );
}

type NeedFieldProps = {
  need: Need;
  columns: readonly ColumnInfo[];
  value: string;
  onChange: (value: string | null) => void;
};

function NeedField({ need, columns, value, onChange }: NeedFieldProps) {
  if (need.kind === 'value') {
    return (
      <Field label={need.what} help={`In the sample: ${need.example}`}>
        <Input value={value} onChange={(event) => onChange(event.currentTarget.value)} />
      </Field>
    );
  }
  return (
    <Field label={need.what} help={`In the sample: ${need.example}`}>
      <Combobox
        options={columns.map(({ name, type, role }) => ({
          value: name,
          label: name,
          detail: `${type}, ${role}`,
        }))}
        value={value === '' ? null : value}
        onValueChange={onChange}
        placeholder="Choose a column"
      />
    </Field>
  );
}
