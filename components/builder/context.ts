import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { DataFacts } from './dataFacts';
import type { BuilderState, BuilderStore } from './model/store';

/** What every part of the builder reads: the store, and facts about the data beside it. */
export type Builder = { id: string; store: BuilderStore; facts: DataFacts };

export const BuilderContext = createContext<Builder | null>(null);

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext);
  if (!builder) throw new Error('the builder is missing around this component');
  return builder;
}

/** A part of the state; the component renders anew only when that part changes. */
export function useBuilderState<T>(select: (state: BuilderState) => T): T {
  return useStore(useBuilder().store, useShallow(select));
}
