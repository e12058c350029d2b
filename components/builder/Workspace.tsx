'use client';

import { useState, useSyncExternalStore } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { cn } from '@/components/ui/cn';
import { BottomPanel, type BottomTab } from './BottomPanel';
import { Canvas } from './canvas/Canvas';
import type { CanvasProps } from './canvas/canvasProps';
import { Inspector } from './inspector/Inspector';
import { Outline } from './Outline';
import { Palette } from './Palette';
import { Problems } from './Problems';
import { ResultPanel } from './result/ResultPanel';
import type { View } from './Toolbar';
import { LazyYamlPane } from './yaml/LazyYamlPane';

const WIDE = '(min-width: 64rem)';
const media = {
  subscribe(listener: () => void) {
    const query = window.matchMedia(WIDE);
    query.addEventListener('change', listener);
    return () => query.removeEventListener('change', listener);
  },
  isWide: () => window.matchMedia(WIDE).matches,
  atServer: () => true,
};

type WorkspaceProps = {
  view: View;
  isPaletteOpen: boolean;
  isTextOpen: boolean;
  bottom: BottomTab;
  onBottom: (tab: BottomTab) => void;
  canvas: CanvasProps;
};

/** The panes: side by side where there is room, one at a time where there is not. */
export function Workspace(props: WorkspaceProps) {
  const isWide = useSyncExternalStore(media.subscribe, media.isWide, media.atServer);
  return isWide ? <Wide {...props} /> : <Narrow {...props} />;
}

const bar = 'bg-line outline-offset-[-1px] hover:bg-accent data-[separator=active]:bg-accent';

function Wide({ view, isPaletteOpen, isTextOpen, bottom, onBottom, canvas }: WorkspaceProps) {
  return (
    <Group orientation="horizontal" className="min-h-0 flex-1">
      {isPaletteOpen && (
        <>
          <Panel id="palette" defaultSize={232} minSize={200} maxSize={400}>
            <Palette />
          </Panel>
          <Separator aria-label="Width of the blocks" className={cn(bar, 'w-px')} />
        </>
      )}
      <Panel id="middle" minSize={320}>
        <Group orientation="vertical" className="h-full">
          <Panel id="work" minSize={160}>
            <Group orientation="horizontal" className="h-full">
              <Panel id="graph" minSize={240}>
                {view === 'canvas' ? <Canvas {...canvas} /> : <Outline onOpenForm={canvas.onOpenForm} />}
              </Panel>
              {isTextOpen && (
                <>
                  <Separator aria-label="Width of the spec" className={cn(bar, 'w-px')} />
                  <Panel id="text" defaultSize="50%" minSize={240}>
                    <LazyYamlPane />
                  </Panel>
                </>
              )}
            </Group>
          </Panel>
          <Separator aria-label="Height of problems and result" className={cn(bar, 'h-px')} />
          <Panel id="bottom" defaultSize="28%" minSize={72} collapsible>
            <BottomPanel tab={bottom} onTab={onBottom} />
          </Panel>
        </Group>
      </Panel>
      <Separator aria-label="Width of the form" className={cn(bar, 'w-px')} />
      <Panel id="form" defaultSize={316} minSize={264} maxSize={560}>
        <Inspector />
      </Panel>
    </Group>
  );
}

const panes = [
  { id: 'outline', label: 'Outline' },
  { id: 'form', label: 'Form' },
  { id: 'canvas', label: 'Canvas' },
  { id: 'problems', label: 'Problems' },
  { id: 'result', label: 'Result' },
  { id: 'text', label: 'Spec' },
] as const;
type Pane = (typeof panes)[number]['id'];

function Narrow({ canvas }: WorkspaceProps) {
  const [pane, setPane] = useState<Pane>('outline');
  const toForm = () => {
    setPane('form');
    canvas.onOpenForm();
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div
        role="toolbar"
        aria-label="Panes"
        className="flex shrink-0 overflow-x-auto border-line border-b bg-surface px-1"
      >
        {panes.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            aria-pressed={pane === id}
            onClick={() => setPane(id)}
            className={cn(
              'h-10 shrink-0 border-transparent border-b-2 px-2.5 text-sm focus-visible:outline-offset-[-2px]',
              pane === id ? 'border-accent font-medium text-ink' : 'text-ink-muted',
            )}
          >
            {label}
          </button>
        ))}
      </div>
      <div className="min-h-0 flex-1">
        {pane === 'outline' && <Outline onOpenForm={toForm} />}
        {pane === 'form' && <Inspector />}
        {pane === 'canvas' && <Canvas {...canvas} onOpenForm={toForm} />}
        {pane === 'problems' && (
          <div className="h-full overflow-y-auto bg-surface">
            <Problems onGo={toForm} />
          </div>
        )}
        {pane === 'result' && (
          <div className="h-full overflow-y-auto bg-surface">
            <ResultPanel />
          </div>
        )}
        {pane === 'text' && <LazyYamlPane />}
      </div>
    </div>
  );
}
