'use client';

import { useCallback } from 'react';
import { useBuilder, useBuilderState } from '@/components/builder/context';
import { type FieldSpec, readNumber, readScalar, valueProblem } from '@/components/builder/model/fields';
import { Field } from '@/components/ui/Field';
import type { Option } from '@/components/ui/Select';
import { Select } from '@/components/ui/Select';
import { Switch } from '@/components/ui/Switch';
import type { ColumnInfo } from '@/lib/tally/column';
import { ColumnsField } from './ColumnsField';
import { ConditionField } from './ConditionField';
import { NamePicker } from './NamePicker';
import { columnOptions, connectionOptions, fileOptions, streamOptions } from './options';
import { capital, type Reading, TextField } from './TextField';

export type ParamFieldProps = {
  field: FieldSpec;
  path: string;
  value: unknown;
  error: string | null;
  columns: readonly ColumnInfo[] | null;
  onChange: (value: unknown) => void;
};

/** The form field of one param, drawn from its schema. */
export function ParamField(props: ParamFieldProps) {
  const { field } = props;
  switch (field.kind) {
    case 'column':
    case 'stream':
    case 'file':
    case 'connection':
      return <NameField {...props} />;
    case 'columns':
      return <ColumnsField {...props} />;
    case 'condition':
      return <ConditionField {...props} />;
    case 'boolean':
      return <BooleanField {...props} />;
    case 'enum':
      return <ChoiceField {...props} />;
    default:
      return <TypedField {...props} />;
  }
}

function BooleanField({ field, value, onChange }: ParamFieldProps) {
  return (
    <Switch
      label={field.title}
      help={field.help}
      checked={(value ?? field.preset) === true}
      onCheckedChange={(next) => onChange(next)}
    />
  );
}

function ChoiceField({ field, value, error, onChange }: ParamFieldProps) {
  const options = field.options.map((option) => ({
    value: option,
    label: capital(option.replaceAll('_', ' ')),
  }));
  return (
    <Field label={field.title} help={field.help} error={error ?? undefined}>
      <Select options={options} value={String(value ?? field.preset ?? '')} onValueChange={onChange} />
    </Field>
  );
}

/** Columns, streams, files and connections: what there really is. */
function NameField({ field, path, value, error, columns, onChange }: ParamFieldProps) {
  const { facts } = useBuilder();
  const catalogue = useBuilderState((state) => state.catalogue);
  const options: Record<string, () => Option[]> = {
    column: () => columnOptions(columns ?? [], facts.lastValues, field.meta.wants),
    stream: () => streamOptions(catalogue, facts),
    file: () => fileOptions(catalogue),
    connection: () => connectionOptions(catalogue, field.meta.connectionKind),
  };
  const role = field.meta.role;
  const byRole = role ? columns?.find((column) => column.role === role)?.name : undefined;
  const preset =
    field.kind === 'column' && role ? (byRole ? `${byRole} (by its role)` : `the ${role} column`) : undefined;
  return (
    <Field label={field.title} help={field.help} error={error ?? undefined} optional={!field.required}>
      <NamePicker
        path={path}
        options={options[field.kind]?.() ?? []}
        value={typeof value === 'string' && value !== '' ? value : null}
        placeholder={preset ?? `Choose a ${field.kind}`}
        unknown={field.kind === 'column' ? 'not in the data yet' : 'does not exist yet'}
        clearable={!field.required}
        onPick={onChange}
      />
    </Field>
  );
}

/** Text, numbers, durations, lists and single values: typed, and checked by the schema. */
function TypedField({ field, path, value, error, onChange }: ParamFieldProps) {
  const read = useCallback((typed: string) => readTyped(field, typed), [field]);
  const isList = field.kind === 'list';
  const preset = field.preset === undefined ? undefined : shown(field.preset);
  return (
    <TextField
      label={field.title}
      path={path}
      value={shown(value)}
      read={read}
      onCommit={onChange}
      error={error}
      help={isList ? `${field.help ?? ''} Separate several with commas.`.trim() : field.help}
      unit={field.unit}
      optional={!field.required && preset === undefined}
      placeholder={preset}
      multiline={field.kind === 'multiline'}
      numeric={field.kind === 'number'}
    />
  );
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function readTyped(field: FieldSpec, typed: string): Reading {
  if (typed.trim() === '') return { ok: true, value: undefined };
  const value = typedValue(field, typed);
  if (value === null) return { ok: false, error: 'expected a number' };
  const error = valueProblem(field.schema, value);
  return error === null ? { ok: true, value } : { ok: false, error };
}

function typedValue(field: FieldSpec, typed: string): unknown {
  switch (field.kind) {
    case 'number':
      return readNumber(typed);
    case 'scalar':
      return readScalar(typed);
    case 'list':
      return typed
        .split(/[,\n]/)
        .map((part) => part.trim())
        .filter(Boolean)
        .map((part) => (field.numeric ? (readNumber(part) ?? part) : part));
    case 'json':
      return readJson(typed);
    default:
      return typed;
  }
}

function readJson(typed: string): unknown {
  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
}
