'use client';

import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  type NodeChange,
  ReactFlow,
  type ReactFlowInstance,
  SelectionMode,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useBuilder } from '@/components/builder/context';
import { connectNodes, moveNodes, rewire, select, selectWire } from '@/components/builder/model/actions';
import type { Wire } from '@/components/builder/model/derive';
import { GRID } from '@/components/builder/model/layout';
import type { BuilderState } from '@/components/builder/model/store';
import { cn } from '@/components/ui/cn';
import { CanvasBar } from './CanvasBar';
import { CanvasNotice } from './CanvasNotice';
import { ConnectionHint } from './ConnectionHint';
import { activeOf, type CanvasProps } from './canvasProps';
import { EmptyCanvas } from './EmptyCanvas';
import { type CardNode, edgesOf, nodesOf, type WireEdge, wireOf } from './flow';
import { NodeCard } from './NodeCard';
import { useCanvasKeys } from './useCanvasKeys';
import { useConnections } from './useConnections';
import { useDrop } from './useDrop';
import { HoverContext, InsertContext, WireLine } from './WireLine';

const nodeTypes = { card: NodeCard };
const edgeTypes = { wire: WireLine };
const MANY = 150;

/** The graph. What is drawn follows from the text; what is done here goes back into it. */
export function Canvas(props: CanvasProps) {
  const { store } = useBuilder();
  const { nodes, edges, setNodes } = useFlowElements();
  const [hovered, setHovered] = useState<string | null>(null);
  const wiring = useStore(store, (state) => state.wiring);
  const keys = useCanvasKeys(props);
  const handlers = useConnections(props);
  const drop = useDrop(props);
  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      setNodes((now) =>
        applyNodeChanges(
          changes.filter((change) => change.type !== 'select'),
          now,
        ),
      );
      const picked = selectionAfter(store.getState(), changes);
      if (picked) select(store, picked);
    },
    [store, setNodes],
  );
  const insert = useCallback((wire: Wire) => props.onAdd({ into: wire }), [props.onAdd]);
  return (
    <HoverContext.Provider value={hovered}>
      <InsertContext.Provider value={insert}>
        <section
          aria-label="Canvas"
          ref={keys.ref}
          tabIndex={-1}
          onKeyDown={keys.onKeyDown}
          onCopy={keys.onCopy}
          onCut={keys.onCut}
          onPaste={keys.onPaste}
          onFocus={keys.onFocus}
          {...drop}
          className={cn('relative h-full w-full overflow-hidden bg-canvas', wiring && 'cursor-crosshair')}
        >
          <ReactFlow<CardNode, WireEdge>
            aria-label="Graph of the monitor"
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            onNodesChange={onNodesChange}
            onNodeDragStop={(_event, _node, moved) => {
              moveNodes(store, Object.fromEntries(moved.map((node) => [node.id, node.position])));
            }}
            onNodeClick={(_event, node) => handlers.onNodeClick(node.id)}
            onNodeDoubleClick={props.onOpenForm}
            onEdgeClick={(_event, edge) => selectWire(store, wireOf(edge))}
            onEdgeMouseEnter={(_event, edge) => setHovered(edge.id)}
            onEdgeMouseLeave={() => setHovered(null)}
            onPaneClick={() => store.setState({ wiring: null, paletteFilter: null, selectedWire: null })}
            onConnect={(wire) => connectNodes(store, wireOf(wire))}
            onConnectEnd={handlers.onConnectEnd}
            isValidConnection={handlers.isValid}
            edgesReconnectable
            onReconnect={(old, next) => rewire(store, wireOf(old), wireOf(next))}
            connectOnClick={false}
            connectionRadius={28}
            disableKeyboardA11y
            nodesFocusable={false}
            edgesFocusable={false}
            deleteKeyCode={null}
            selectionOnDrag={keys.isFine}
            selectionMode={SelectionMode.Partial}
            panOnDrag={keys.isFine ? [1] : true}
            panOnScroll
            zoomOnScroll={false}
            zoomOnDoubleClick={false}
            multiSelectionKeyCode={['Meta', 'Control']}
            snapToGrid
            snapGrid={[GRID, GRID]}
            minZoom={0.15}
            maxZoom={2}
            onInit={(flow) => openReadable(flow)}
            onlyRenderVisibleElements={nodes.length > MANY}
            onDoubleClick={handlers.onDoubleClick}
            proOptions={{ hideAttribution: true }}
          >
            <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} color="var(--line)" />
            <ConnectionHint />
          </ReactFlow>
          <CanvasNotice />
          <CanvasBar />
          {nodes.length === 0 && <EmptyCanvas onAdd={() => props.onAdd({})} onPaste={props.onPaste} />}
        </section>
      </InsertContext.Provider>
    </HoverContext.Provider>
  );
}

const READABLE = 0.7;

/** Shows everything where it can be read so; else the beginning, at a size that can be read. */
function openReadable(flow: ReactFlowInstance<CardNode, WireEdge>): void {
  const bounds = flow.getNodesBounds(flow.getNodes());
  const view = document.querySelector('.react-flow')?.getBoundingClientRect();
  if (!view || bounds.width === 0) return;
  const zoom = Math.min((view.width - 64) / bounds.width, (view.height - 64) / bounds.height);
  if (zoom >= READABLE) {
    void flow.fitView({ padding: 0.1, maxZoom: 1, duration: 0 });
    return;
  }
  const y = Math.max(24, (view.height - bounds.height * READABLE) / 2);
  void flow.setViewport({ x: 32 - bounds.x * READABLE, y: y - bounds.y * READABLE, zoom: READABLE });
}

/** Nodes and edges of the state, kept the same objects where they are the same. */
function useFlowElements() {
  const { store } = useBuilder();
  const [nodes, setNodes] = useState<CardNode[]>(() =>
    nodesOf(store.getState(), new Map(), activeOf(store.getState())),
  );
  const [edges, setEdges] = useState<WireEdge[]>(() => edgesOf(store.getState(), new Map()));
  useEffect(() => {
    const draw = (state: BuilderState) => {
      setNodes((now) => nodesOf(state, new Map(now.map((n) => [n.id, n])), activeOf(state)));
      setEdges((now) => edgesOf(state, new Map(now.map((e) => [e.id, e]))));
    };
    draw(store.getState());
    return store.subscribe(draw);
  }, [store]);
  return { nodes, edges, setNodes };
}

function selectionAfter(state: BuilderState, changes: readonly NodeChange<CardNode>[]): string[] | null {
  const picks = changes.flatMap((change) => (change.type === 'select' ? [change] : []));
  if (picks.length === 0) return null;
  const chosen = new Set(state.selected);
  for (const { id, selected } of picks) {
    if (selected) chosen.add(id);
    else chosen.delete(id);
  }
  return [...chosen];
}
