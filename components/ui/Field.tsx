'use client';

import { Field as BaseField } from '@base-ui/react/field';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

type FieldProps = {
  label: ReactNode;
  /** What to write here, for someone who sees it for the first time. */
  help?: ReactNode;
  /** What is wrong and how to correct it. */
  error?: ReactNode;
  optional?: boolean | undefined;
  disabled?: boolean | undefined;
  /** Keeps the label for screen readers alone. */
  labelHidden?: boolean | undefined;
  className?: string | undefined;
  /** One Input, Textarea, Select or Combobox; label, help and error are tied to it. */
  children: ReactNode;
};

export function Field(props: FieldProps) {
  const {
    label,
    help,
    error,
    optional = false,
    disabled = false,
    labelHidden = false,
    className,
    children,
  } = props;
  return (
    <BaseField.Root
      invalid={Boolean(error)}
      disabled={disabled}
      className={cn('flex w-full flex-col items-stretch gap-1.5', className)}
    >
      <BaseField.Label className={cn('font-medium text-sm', labelHidden && 'sr-only')}>
        {label}
        {optional && <span className="font-normal text-ink-faint"> (optional)</span>}
      </BaseField.Label>
      {children}
      <BaseField.Error match={Boolean(error)} className="flex items-start gap-1.5 text-critical-ink text-xs">
        <CircleAlert size={14} aria-hidden="true" className="mt-px shrink-0" />
        <span>{error}</span>
      </BaseField.Error>
      {help && <BaseField.Description className="text-ink-faint text-xs">{help}</BaseField.Description>}
    </BaseField.Root>
  );
}
