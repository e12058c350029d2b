import { Toast } from '@base-ui/react/toast';

export type ToastTone = 'ok' | 'warning' | 'critical' | 'info';

export const toastManager = Toast.createToastManager();

/**
 * Tells in passing that something worked. Errors that need an answer belong where they happened (Banner, ErrorState,
 * Field): a toast is never their only bearer.
 */
export function toast(title: string, tone: ToastTone = 'ok', description?: string): void {
  toastManager.add({
    title,
    description,
    type: tone,
    timeout: tone === 'critical' ? 0 : 6000,
    priority: tone === 'critical' ? 'high' : 'low',
  });
}
