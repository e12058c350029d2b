'use client';

import { type ReactNode, useCallback } from 'react';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { Textarea } from '@/components/ui/Textarea';
import { useDraft } from './useDraft';

/** What a field makes of what was typed: a value to write, or why it cannot be one. `undefined` clears it. */
export type Reading = { ok: true; value: unknown } | { ok: false; error: string };

type TextFieldProps = {
  label: ReactNode;
  /** The path inside the document, by which problems find this field. */
  path: string;
  value: string;
  read: (typed: string) => Reading;
  onCommit: (value: unknown) => void;
  error?: string | null;
  help?: ReactNode;
  unit?: string | undefined;
  optional?: boolean;
  placeholder?: string | undefined;
  multiline?: boolean;
  numeric?: boolean;
};

/** One line of text that checks itself with every key and is written after a pause. */
export function TextField(props: TextFieldProps) {
  const { label, path, value, read, onCommit, error, help, unit, optional, placeholder } = props;
  const commit = useCallback(
    (typed: string) => {
      const reading = read(typed);
      if (reading.ok) onCommit(reading.value);
    },
    [read, onCommit],
  );
  const draft = useDraft(value, commit);
  const reading = draft.shown === value ? null : read(draft.shown);
  const wrong = reading && !reading.ok ? `${capital(reading.error)}.` : error;
  const common = { ...draft.props, placeholder, 'data-field': path };
  return (
    <Field label={label} help={help} error={wrong ?? undefined} optional={optional}>
      {props.multiline ? (
        <Textarea rows={3} {...common} />
      ) : (
        <Input unit={unit} inputMode={props.numeric ? 'decimal' : undefined} autoComplete="off" {...common} />
      )}
    </Field>
  );
}

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
