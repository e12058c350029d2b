import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Catalogue } from '@/lib/compile/check';
import { type Derived, derive, type Wire } from './derive';
import { type Doc, type Layout, sameLayout } from './document';
import { emptyHistory, type History, record, redo, type Step, undo } from './history';
import { placeAll } from './layout';
import type { PortFilter } from './palette';
import { noResults, type Results } from './results';

/** The builder's state. The document is the text and the layout; all else follows from it or is about looking at it. */
export type BuilderState = {
  doc: Doc;
  catalogue: Catalogue | null;
  derived: Derived;
  /** A place for every node, also for those that were never moved. */
  positions: Layout;
  history: History;
  selected: readonly string[];
  selectedWire: Wire | null;
  /** A wire that was begun by a click or a key and waits for its other end. */
  wiring: WireEnd | null;
  /** Limits the palette to what can be connected there. */
  paletteFilter: (PortFilter & { node: string }) | null;
  /** A field that a list of problems points to; `count` grows with every request. */
  wanted: { node: string | null; field: string | null; count: number };
  results: Results;
};

export type WireEnd = { node: string; side: 'in' | 'out' };

export type BuilderStore = StoreApi<BuilderState> & {
  now: () => number;
  announce: (words: string, politeness?: 'polite' | 'assertive') => void;
};

export type BuilderSetup = {
  doc: Doc;
  catalogue: Catalogue | null;
  now: () => number;
  announce: BuilderStore['announce'];
};

export function createBuilder({ doc, catalogue, now, announce }: BuilderSetup): BuilderStore {
  const derived = derive(doc.text, catalogue, null);
  const store = createStore<BuilderState>(() => ({
    doc,
    catalogue,
    derived,
    positions: placeAll(derived.order, derived.wires, doc.layout),
    history: emptyHistory,
    selected: [],
    selectedWire: null,
    wiring: null,
    paletteFilter: null,
    wanted: { node: null, field: null, count: 0 },
    results: noResults,
  }));
  return { ...store, now, announce };
}

type Edit = Omit<Step, 'at'> & { select?: readonly string[] };

/** The one way in which the document changes: what follows is worked out anew, and the history grows. */
export function change(store: BuilderStore, next: Partial<Doc>, edit: Edit): void {
  const state = store.getState();
  const after = { ...state.doc, ...next };
  const step = { label: edit.label, burst: edit.burst ?? null, at: store.now() };
  const history = record(state.history, { before: state.doc, after }, step);
  store.setState({ ...showing(state, after), history });
  if (edit.select) store.setState({ selected: edit.select, selectedWire: null });
}

/** The document and all that follows from it; what is selected and gone is not selected any more. */
function showing(state: BuilderState, doc: Doc): Partial<BuilderState> {
  const isSameText = doc.text === state.doc.text;
  const derived = isSameText ? state.derived : derive(doc.text, state.catalogue, state.derived);
  const isSamePlace = isSameText && sameLayout(doc.layout, state.doc.layout);
  const { nodes } = derived.spec;
  const wire = state.selectedWire;
  return {
    doc,
    derived,
    positions: isSamePlace ? state.positions : placeAll(derived.order, derived.wires, doc.layout),
    selected: kept(state.selected, (id) => id in nodes),
    selectedWire: wire && derived.wires.some((w) => w.from === wire.from && w.to === wire.to) ? wire : null,
    wiring: state.wiring && state.wiring.node in nodes ? state.wiring : null,
    paletteFilter: state.paletteFilter && state.paletteFilter.node in nodes ? state.paletteFilter : null,
  };
}

function kept(ids: readonly string[], keep: (id: string) => boolean): readonly string[] {
  return ids.every(keep) ? ids : ids.filter(keep);
}

export function setCatalogue(store: BuilderStore, catalogue: Catalogue | null): void {
  const state = store.getState();
  if (JSON.stringify(state.catalogue) === JSON.stringify(catalogue)) return;
  store.setState({ catalogue, derived: derive(state.doc.text, catalogue, state.derived) });
}

/** Takes another document as it is, as one step that can be undone. */
export function replaceDoc(store: BuilderStore, doc: Doc, label: string): void {
  change(store, doc, { label, select: [] });
}

export function undoStep(store: BuilderStore): boolean {
  return travel(store, undo, 'Undid');
}

export function redoStep(store: BuilderStore): boolean {
  return travel(store, redo, 'Did again');
}

function travel(store: BuilderStore, way: typeof undo, word: string): boolean {
  const state = store.getState();
  const done = way(state.history, state.doc);
  if (!done) {
    store.announce(word === 'Undid' ? 'Nothing to undo' : 'Nothing to do again');
    return false;
  }
  store.setState({ ...showing(state, done.doc), history: done.history });
  store.announce(`${word}: ${done.label}`);
  return true;
}
