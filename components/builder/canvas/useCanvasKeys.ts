'use client';

import { useReactFlow } from '@xyflow/react';
import {
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import { useBuilder } from '@/components/builder/context';
import { copySelected, paste, removeSelected, select } from '@/components/builder/model/actions';
import { toast } from '@/components/ui/toast';
import { activeOf, type CanvasProps } from './canvasProps';
import { type KeyContext, runKey } from './keyCommands';

const coarse = '(pointer: coarse)';
const pointer = {
  subscribe(listener: () => void) {
    const media = window.matchMedia(coarse);
    media.addEventListener('change', listener);
    return () => media.removeEventListener('change', listener);
  },
  isFine: () => !window.matchMedia(coarse).matches,
  atServer: () => true,
};

/** Keys and the clipboard while the canvas has the focus, and never while something is typed into. */
export function useCanvasKeys(props: CanvasProps) {
  const { store } = useBuilder();
  const flow = useReactFlow();
  const ref = useRef<HTMLElement>(null);
  const isFine = useSyncExternalStore(pointer.subscribe, pointer.isFine, pointer.atServer);
  const latest = useRef(props);
  latest.current = props;
  const handlers = useMemo(() => {
    const focusNode = (id: string) => {
      requestAnimationFrame(() => {
        const found = ref.current?.querySelector<HTMLElement>(
          `.react-flow__node[data-id="${CSS.escape(id)}"]`,
        );
        found?.focus({ preventScroll: true });
      });
    };
    const mode = { moving: false };
    return {
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        if (isTyping(event.target) || event.nativeEvent.isComposing) return;
        const state = store.getState();
        const context: KeyContext = {
          store,
          flow,
          mode,
          focusNode,
          focusCanvas: () => ref.current?.focus({ preventScroll: true }),
          active: idOf(event.target) ?? activeOf(state),
          isOnNode: idOf(event.target) !== null,
          calls: latest.current,
        };
        if (runKey(event, context)) {
          event.preventDefault();
          event.stopPropagation();
        }
      },
      onCopy: (event: ClipboardEvent) => {
        if (!isTyping(event.target)) toClipboard(event, copySelected(store.getState()));
      },
      onCut: (event: ClipboardEvent) => {
        if (!isTyping(event.target) && toClipboard(event, copySelected(store.getState())))
          removeSelected(store);
      },
      onPaste: (event: ClipboardEvent) => {
        if (isTyping(event.target)) return;
        event.preventDefault();
        if (!paste(store, event.clipboardData.getData('text/plain'), null))
          toast(
            'Nothing was pasted',
            'warning',
            'The clipboard holds no nodes: copy some, or the text of a spec.',
          );
      },
      onFocus: (event: FocusEvent) => {
        const id = idOf(event.target);
        if (id && event.target.matches('.react-flow__node:focus-visible')) select(store, [id]);
      },
    };
  }, [store, flow]);
  return { ref, isFine, ...handlers };
}

function toClipboard(event: ClipboardEvent, text: string | null): boolean {
  if (text === null) return false;
  event.clipboardData.setData('text/plain', text);
  event.preventDefault();
  return true;
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="textbox"], .monaco-editor') !== null
  );
}

/** The node that an element is, where the focus is on the node itself. */
function idOf(target: EventTarget): string | null {
  return target instanceof HTMLElement && target.matches('.react-flow__node')
    ? (target.dataset.id ?? null)
    : null;
}
