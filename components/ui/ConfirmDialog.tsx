'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactElement, ReactNode } from 'react';
import { Button } from './Button';
import { cn } from './cn';

type ConfirmDialogProps = {
  /** The question: "Delete the monitor Fraud drift?" */
  title: string;
  /** What will happen and whether it can be undone. */
  children: ReactNode;
  /** The verb that answers the question: "Delete monitor". */
  confirm: string;
  onConfirm: () => void;
  cancel?: string | undefined;
  danger?: boolean | undefined;
  trigger?: ReactElement | undefined;
  open?: boolean | undefined;
  onOpenChange?: ((open: boolean) => void) | undefined;
};

/** For what cannot be taken back. It closes only by an answer. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    title,
    children,
    confirm,
    onConfirm,
    cancel = 'Cancel',
    danger = false,
    trigger,
    open,
    onOpenChange,
  } = props;
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger && <AlertDialog.Trigger render={trigger} />}
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-backdrop transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <AlertDialog.Popup
          className={cn(
            'fixed top-1/2 left-1/2 z-50 flex w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 -translate-y-1/2 flex-col gap-4',
            'rounded-xl border border-line bg-surface-raised p-5 shadow-high outline-hidden',
            'transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0',
          )}
        >
          <div className="flex flex-col gap-1">
            <AlertDialog.Title className="font-semibold text-base">{title}</AlertDialog.Title>
            <AlertDialog.Description render={<div />} className="text-ink-muted text-sm">
              {children}
            </AlertDialog.Description>
          </div>
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button>{cancel}</Button>} />
            <AlertDialog.Close
              onClick={onConfirm}
              render={<Button variant={danger ? 'danger' : 'primary'}>{confirm}</Button>}
            />
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
