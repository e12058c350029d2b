'use client';

import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { buttonStyle } from './buttonStyle';
import { cn } from './cn';
import { ToneIcon } from './ToneIcon';
import { type ToastTone, toastQueue } from './toast';

const manager = Toast.createToastManager();
const SHOWN_MS = 6_000;

export default function ToastStack() {
  useEffect(
    () =>
      toastQueue.receive(({ title, tone, description }) => {
        manager.add({
          title,
          description,
          type: tone,
          timeout: tone === 'critical' ? 0 : SHOWN_MS,
        });
      }),
    [],
  );
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-20 left-4 z-60 flex flex-col gap-2 sm:left-auto sm:w-88 md:bottom-4">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection={['right', 'down']}
      className="rounded-lg border border-line bg-surface-raised shadow-high transition-opacity duration-150 data-limited:hidden data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-3 p-3">
        <ToneIcon tone={(toast.type ?? 'info') as ToastTone} className="mt-0.5" />
        <div className="flex min-w-0 flex-1 flex-col">
          <Toast.Title className="font-medium text-sm" />
          <Toast.Description className="text-ink-muted text-sm" />
        </div>
        <Toast.Close
          aria-label="Dismiss"
          className={cn(buttonStyle({ variant: 'quiet', size: 'sm', square: true }), '-my-1 -mr-1')}
        >
          <X size={14} aria-hidden="true" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
