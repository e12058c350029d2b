'use client';

import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { buttonStyle } from './buttonStyle';
import { cn } from './cn';

type DialogProps = {
  title: string;
  description?: ReactNode;
  /** The button that opens it; left out where `open` is controlled. */
  trigger?: ReactElement | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
  children?: ReactNode;
  /** Buttons, the one that goes on last. Wrap one that only closes in DialogClose. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg' | undefined;
};

const widths = { sm: 'sm:max-w-sm', md: 'sm:max-w-lg', lg: 'sm:max-w-4xl' };

/** Focus goes in, stays in, and returns to where it came from. */
export function Dialog(props: DialogProps) {
  const { title, description, trigger, open, onOpenChange, children, footer, size = 'md' } = props;
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger && <BaseDialog.Trigger render={trigger} />}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-backdrop transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <BaseDialog.Popup
          className={cn(
            'fixed inset-x-0 bottom-0 z-50 flex max-h-[90dvh] w-full flex-col rounded-t-xl border border-line bg-surface-raised shadow-high outline-hidden',
            'sm:inset-auto sm:top-1/2 sm:left-1/2 sm:w-[calc(100vw-2rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl',
            'transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0',
            widths[size],
          )}
        >
          <div className="flex items-start gap-4 px-5 pt-5">
            <div className="flex min-w-0 flex-1 flex-col gap-1">
              <BaseDialog.Title className="font-semibold text-base">{title}</BaseDialog.Title>
              {description && (
                <BaseDialog.Description className="text-ink-muted text-sm">
                  {description}
                </BaseDialog.Description>
              )}
            </div>
            <BaseDialog.Close
              aria-label="Close"
              className={cn(buttonStyle({ variant: 'quiet', size: 'sm', square: true }), '-mt-1 -mr-1')}
            >
              <X size={16} aria-hidden="true" />
            </BaseDialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer && (
            <div className="flex flex-wrap justify-end gap-2 border-line border-t px-5 py-3">{footer}</div>
          )}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

/** Closes the dialog that it stands in: `<DialogClose render={<Button>Cancel</Button>} />`. */
export function DialogClose({ render }: { render: ReactElement }) {
  return <BaseDialog.Close render={render} />;
}
