'use client';

import { Field } from '@base-ui/react/field';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { inputStyle } from './inputStyle';

type TextareaProps = ComponentProps<'textarea'> & {
  /** Fixed-width letters, for text that a machine reads. */
  code?: boolean | undefined;
};

export function Textarea({ code = false, className, rows = 4, ...props }: TextareaProps) {
  const { value, defaultValue, disabled, name, ...rest } = props;
  return (
    <Field.Control
      value={value}
      defaultValue={defaultValue}
      disabled={disabled}
      name={name}
      render={<textarea {...rest} rows={rows} spellCheck={code ? false : rest.spellCheck} />}
      className={cn(inputStyle, 'block py-2 leading-5', code ? 'font-mono' : '', className)}
    />
  );
}
