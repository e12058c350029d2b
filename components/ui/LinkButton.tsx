import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { type ButtonSize, type ButtonVariant, buttonStyle } from './buttonStyle';
import { cn } from './cn';

type LinkButtonProps = ComponentProps<typeof Link> & {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  icon?: ReactNode;
};

/** Goes somewhere and looks like a button. */
export function LinkButton({ variant, size, icon, className, children, ...rest }: LinkButtonProps) {
  return (
    <Link {...rest} className={cn(buttonStyle({ variant, size }), className)}>
      {icon}
      {children}
    </Link>
  );
}
