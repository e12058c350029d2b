'use client';

import { useBuilder, useBuilderState } from '@/components/builder/context';
import { setFieldAt } from '@/components/builder/model/actions';
import { valueProblem } from '@/components/builder/model/fields';
import { Field } from '@/components/ui/Field';
import { RadioGroup } from '@/components/ui/RadioGroup';
import { parseDuration } from '@/lib/core/time';
import { moment } from '@/lib/spec/schema';
import { NamePicker } from './NamePicker';
import { fileOptions } from './options';
import { type Reading, TextField } from './TextField';

const choices = [
  { value: 'none', label: 'None', detail: 'Only fixed limits are used.' },
  { value: 'trailing', label: 'The time before', detail: 'The last days or weeks, moving along.' },
  { value: 'range', label: 'A fixed time', detail: 'When everything was as it should be.' },
  { value: 'file', label: 'A file', detail: 'For instance the training data.' },
];

const started = {
  none: undefined,
  trailing: { trailing: '7d' },
  range: { from: '2026-01-01', to: '2026-02-01' },
  file: { file: '' },
} as const;

type Choice = keyof typeof started;

/** What "normal" is. */
export function ReferenceFields() {
  const { store } = useBuilder();
  const { reference, catalogue } = useBuilderState((state) => ({
    reference: state.derived.spec.schedule.reference as Readonly<Record<string, string>> | undefined,
    catalogue: state.catalogue,
  }));
  const chosen: Choice = !reference
    ? 'none'
    : 'trailing' in reference
      ? 'trailing'
      : 'file' in reference
        ? 'file'
        : 'range';
  const put = (field: string) => (value: unknown) => {
    if (value !== undefined || field === 'ending') setFieldAt(store, ['schedule', 'reference', field], value);
  };
  const pick = (next: Choice) => {
    const [file] = Object.keys(catalogue?.files ?? {});
    setFieldAt(
      store,
      ['schedule', 'reference'],
      next === 'file' ? { file: file ?? 'reference.csv' } : started[next],
    );
  };
  const text = (field: string, label: string, read: (typed: string) => Reading) => (
    <TextField
      key={field}
      label={label}
      path={`schedule.reference.${field}`}
      value={reference?.[field] ?? ''}
      read={read}
      onCommit={put(field)}
      optional={field === 'ending'}
    />
  );
  return (
    <div className="flex flex-col gap-3">
      <RadioGroup
        legend="Reference"
        options={choices}
        value={chosen}
        onValueChange={(next) => pick(next as Choice)}
      />
      {chosen === 'trailing' && text('trailing', 'How long', readDuration)}
      {chosen === 'trailing' && text('ending', 'Ends this long before the window', readDuration)}
      {chosen === 'range' && text('from', 'From', readMoment)}
      {chosen === 'range' && text('to', 'To', readMoment)}
      {chosen === 'file' && (
        <Field label="File">
          <NamePicker
            path="schedule.reference.file"
            options={fileOptions(catalogue)}
            value={reference?.file ?? null}
            unknown="does not exist yet"
            onPick={(name) => put('file')(name)}
          />
        </Field>
      )}
    </div>
  );
}

function readDuration(typed: string): Reading {
  if (typed.trim() === '') return { ok: true, value: undefined };
  if (parseDuration(typed) === null) return { ok: false, error: 'expected a duration such as 7d or 12h' };
  return { ok: true, value: typed.trim() };
}

function readMoment(typed: string): Reading {
  const error = valueProblem(moment, typed.trim());
  return error === null ? { ok: true, value: typed.trim() } : { ok: false, error };
}
