import { expect, it, vi } from 'vitest';
import { toast, toastQueue } from './toast';

it('keeps messages until someone receives them, then passes them on', () => {
  const told = vi.fn();
  const leave = toastQueue.subscribe(told);
  toast('Monitor published', 'ok', 'Version 4');
  expect(toastQueue.isWaiting()).toBe(true);
  expect(told).toHaveBeenCalledTimes(1);

  const taken: string[] = [];
  const stop = toastQueue.receive((message) => taken.push(message.title));
  expect(toastQueue.isWaiting()).toBe(false);
  toast('Saved');
  expect(taken).toEqual(['Monitor published', 'Saved']);

  stop();
  leave();
  toast('Later');
  expect(taken).toHaveLength(2);
  expect(toastQueue.isWaiting()).toBe(true);
  expect(told).toHaveBeenCalledTimes(1);
  toastQueue.receive(() => {})();
});
