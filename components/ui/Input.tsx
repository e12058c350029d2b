'use client';

import { Input as BaseInput } from '@base-ui/react/input';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';
import { inputStyle } from './inputStyle';

type InputProps = Omit<ComponentProps<typeof BaseInput>, 'className'> & {
  className?: string | undefined;
  /** Shown behind the value, such as `%` or `rows`. */
  unit?: string | undefined;
  /** Shown before the value; decoration alone. */
  icon?: ReactNode;
};

export function Input({ unit, icon, className, ...rest }: InputProps) {
  const field = (
    <BaseInput
      {...rest}
      className={cn(inputStyle, 'h-9', icon ? 'pl-9' : '', unit ? 'pr-14' : '', className)}
    />
  );
  if (!unit && !icon) return field;
  return (
    <span className="relative block w-full">
      {icon && (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-ink-faint"
        >
          {icon}
        </span>
      )}
      {field}
      {unit && (
        <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center text-ink-faint text-xs">
          {unit}
        </span>
      )}
    </span>
  );
}
