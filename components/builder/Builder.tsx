'use client';

import { ReactFlowProvider } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { announce } from '@/components/ui/announce';
import type { Catalogue } from '@/lib/compile/check';
import { AddDialog } from './AddDialog';
import { AddContext } from './addContext';
import { BuilderDialogs, type Open } from './BuilderDialogs';
import { isTyping } from './canvas/useCanvasKeys';
import { BuilderContext, type Builder as BuilderValue } from './context';
import type { DataFacts } from './dataFacts';
import { copyExport } from './exportText';
import { focusField } from './inspector/Inspector';
import type { Spot } from './model/adding';
import type { Doc } from './model/document';
import {
  type BuilderStore,
  createBuilder,
  redoStep,
  replaceDoc,
  setCatalogue,
  undoStep,
} from './model/store';
import { countWords, Toolbar, type View } from './Toolbar';
import { useAutosave } from './useAutosave';
import { usePreview } from './usePreview';
import { Workspace } from './Workspace';

/** Below this width, the spec takes the place of the blocks. */
const ROOMY = 1700;

export type BuilderProps = {
  id: string;
  draft: Doc & { token: string; savedAt: number };
  /** Changes that were kept in the browser and are taken up again. */
  restored: Doc | null;
  version: number | null;
  catalogue: Catalogue | null;
  facts: DataFacts;
};

/** The builder of one monitor. Everything in it reads and writes the one document. */
export function Builder(props: BuilderProps) {
  const { id, draft, catalogue, facts } = props;
  const [store] = useState<BuilderStore>(() => {
    const own = createBuilder({
      doc: { text: draft.text, layout: draft.layout },
      catalogue,
      now: Date.now,
      announce,
    });
    const { restored } = props;
    if (restored) replaceDoc(own, { text: restored.text, layout: restored.layout }, 'restore my changes');
    return own;
  });
  useEffect(() => setCatalogue(store, catalogue), [store, catalogue]);
  const builder = useMemo<BuilderValue>(() => ({ id, store, facts }), [id, store, facts]);
  return (
    <BuilderContext.Provider value={builder}>
      <ReactFlowProvider>
        <Frame {...props} store={store} />
      </ReactFlowProvider>
    </BuilderContext.Provider>
  );
}

function Frame({ id, draft, version, store }: BuilderProps & { store: BuilderStore }) {
  const autosave = useAutosave(id, store, draft);
  const runPreview = usePreview(store);
  const [view, setView] = useState<View>('canvas');
  const [isTextOpen, setTextOpen] = useState(false);
  const [isPaletteOpen, setPaletteOpen] = useState(true);
  const [spot, setSpot] = useState<Spot | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const [bottom, setBottom] = useState<'problems' | 'result'>('problems');
  const [live, setLive] = useState(version);
  const root = useRef<HTMLDivElement>(null);
  const openForm = useCallback(() => {
    setTimeout(
      () => focusField(root.current?.querySelector<HTMLElement>('[data-inspector]') ?? null, null),
      30,
    );
  }, []);
  const close = useCallback(() => setOpen(null), []);
  const onAdded = useCallback(() => openForm(), [openForm]);
  useGlobalKeys(store, autosave.save);
  useProblemNews(store);
  return (
    <AddContext.Provider value={setSpot}>
      <div ref={root} className="flex h-[calc(100dvh-var(--shell-bar)-4.5rem)] min-h-96 flex-col md:h-dvh">
        <Toolbar
          view={view}
          onView={setView}
          isTextOpen={isTextOpen}
          onText={() => {
            if (window.innerWidth < ROOMY) setPaletteOpen(isTextOpen);
            setTextOpen(!isTextOpen);
          }}
          isPaletteOpen={isPaletteOpen}
          onPalette={() => setPaletteOpen(!isPaletteOpen)}
          onProblems={() => setBottom('problems')}
          onPreview={() => {
            setBottom('result');
            void runPreview();
          }}
          onPublish={() => setOpen('publish')}
          onImport={() => setOpen('import')}
          onExport={() => copyExport(store.getState())}
          onShortcuts={() => setOpen('shortcuts')}
          onOutline={() => {
            setView('outline');
            setTimeout(() => document.getElementById('outline-title')?.focus(), 50);
          }}
          saving={autosave.saving}
          version={live}
        />
        <Workspace
          view={view}
          isPaletteOpen={isPaletteOpen}
          isTextOpen={isTextOpen}
          bottom={bottom}
          onBottom={setBottom}
          canvas={{
            onAdd: setSpot,
            onPaste: () => setOpen('import'),
            onShortcuts: () => setOpen('shortcuts'),
            onOpenForm: openForm,
          }}
        />
        <AddDialog spot={spot} onClose={() => setSpot(null)} onAdded={onAdded} />
        <BuilderDialogs
          open={open}
          onClose={close}
          autosave={autosave}
          version={live}
          onPublished={setLive}
        />
      </div>
    </AddContext.Provider>
  );
}

/** Says how many problems there are when their number has changed and stays so. */
function useProblemNews(store: BuilderStore): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = store.subscribe((state, before) => {
      const { errors, warnings } = state.derived;
      if (errors === before.derived.errors && warnings === before.derived.warnings) return;
      clearTimeout(timer);
      timer = setTimeout(() => announce(countWords(errors, warnings)), 1500);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [store]);
}

/** Undo, redo and save work wherever the focus is, but for undo inside a field that is being typed into. */
function useGlobalKeys(store: BuilderStore, save: () => Promise<boolean>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = event.defaultPrevented ? null : commandOf(event);
      if (command === null || (command !== 'save' && isTyping(event.target))) return;
      event.preventDefault();
      if (command === 'save') void save();
      else if (command === 'undo') undoStep(store);
      else redoStep(store);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [store, save]);
}

function commandOf(event: KeyboardEvent): 'save' | 'undo' | 'redo' | null {
  if (!event.ctrlKey && !event.metaKey) return null;
  const key = event.key.toLowerCase();
  if (key === 's') return 'save';
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' ? 'redo' : null;
}
