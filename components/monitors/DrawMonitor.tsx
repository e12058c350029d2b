'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/Button';
import type { ButtonVariant } from '@/components/ui/buttonStyle';
import { draftOn } from './draftText';
import { useNewMonitor } from './useNewMonitor';

type DrawMonitorProps = {
  /** Left out, the monitor starts empty. */
  stream?: string | undefined;
  variant?: ButtonVariant | undefined;
  icon?: ReactNode;
  children: ReactNode;
};

/** Opens the builder on a new draft. */
export function DrawMonitor({ stream, variant = 'primary', icon, children }: DrawMonitorProps) {
  const create = useNewMonitor();
  return (
    <Button
      variant={variant}
      icon={icon}
      busy={create.isPending && 'Opening the builder'}
      onClick={() => create.mutate(stream ? draftOn(stream) : {})}
    >
      {children}
    </Button>
  );
}
