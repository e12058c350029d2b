export type ToastTone = 'ok' | 'warning' | 'critical' | 'info';
export type ToastMessage = { title: string; tone: ToastTone; description: string | undefined };

let waiting: readonly ToastMessage[] = [];
let receiver: ((message: ToastMessage) => void) | null = null;
const listeners = new Set<() => void>();

/**
 * Tells in passing that something worked. Errors that need an answer belong where they happened (Banner, ErrorState,
 * Field): a toast is never their only bearer.
 */
export function toast(title: string, tone: ToastTone = 'ok', description?: string): void {
  const message = { title, tone, description };
  if (receiver) {
    receiver(message);
    return;
  }
  waiting = [...waiting, message];
  for (const listener of listeners) listener();
}

/** What ToastRegion reads: the stack of toasts is loaded when the first message waits. */
export const toastQueue = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isWaiting: (): boolean => waiting.length > 0,
  atServer: (): boolean => false,
  /** Takes what waits and everything that follows, until it is called off. */
  receive(take: (message: ToastMessage) => void): () => void {
    receiver = take;
    const due = waiting;
    waiting = [];
    for (const message of due) take(message);
    return () => {
      receiver = null;
    };
  },
};
