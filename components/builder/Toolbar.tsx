'use client';

import {
  Blocks,
  CircleAlert,
  CircleCheck,
  Code,
  Download,
  EllipsisVertical,
  ListTree,
  Play,
  Redo2,
  TriangleAlert,
  Undo2,
  Upload,
  Workflow,
} from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/IconButton';
import { Menu } from '@/components/ui/Menu';
import { useBuilder, useBuilderState } from './context';
import type { Saving } from './model/saving';
import { redoStep, undoStep } from './model/store';
import { SavingMark } from './SavingMark';

export type View = 'canvas' | 'outline';
type ToolbarProps = {
  view: View;
  onView: (view: View) => void;
  isTextOpen: boolean;
  isPaletteOpen: boolean;
  onPalette: () => void;
  onText: () => void;
  onProblems: () => void;
  onPreview: () => void;
  onPublish: () => void;
  onImport: () => void;
  onExport: () => void;
  onShortcuts: () => void;
  /** For those who do not see the canvas. */
  onOutline: () => void;
  saving: Saving;
  version: number | null;
};

export function Toolbar(props: ToolbarProps) {
  const { saving, version, onPublish, onOutline } = props;
  const name = useBuilderState((state) => state.derived.spec.name);
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b bg-surface px-3 py-2">
      <button
        type="button"
        onClick={onOutline}
        className="sr-only max-lg:hidden focus:not-sr-only focus:rounded-md focus:border focus:border-accent focus:px-3 focus:py-1 focus:text-sm"
      >
        Go to the outline
      </button>
      <div className="flex min-w-0 items-center gap-2">
        <Link
          href="/monitors"
          className="rounded-sm text-ink-muted text-sm underline-offset-2 hover:text-ink hover:underline max-lg:hidden"
        >
          Monitors
        </Link>
        <span aria-hidden="true" className="text-ink-faint max-lg:hidden">
          /
        </span>
        <h1 className="max-w-72 truncate font-semibold text-base" title={name}>
          {name}
        </h1>
        <Badge tone="outline">{version === null ? 'Draft' : `Version ${version}`}</Badge>
      </div>
      <SavingMark saving={saving} />
      <div className="ml-auto flex flex-wrap items-center gap-1.5">
        <HistoryButtons />
        <Views {...props} />
        <ProblemCount onOpen={props.onProblems} />
        <PreviewButton onPreview={props.onPreview} />
        <Button size="sm" variant="primary" onClick={onPublish}>
          Publish…
        </Button>
        <Menu
          trigger={<IconButton size="sm" label="More" icon={<EllipsisVertical size={16} />} />}
          entries={[
            { id: 'import', label: 'Import YAML…', icon: <Upload size={14} />, onSelect: props.onImport },
            { id: 'export', label: 'Export YAML', icon: <Download size={14} />, onSelect: props.onExport },
            { id: 'keys', label: 'Keyboard shortcuts', keys: ['?'], onSelect: props.onShortcuts },
          ]}
        />
      </div>
    </header>
  );
}

function HistoryButtons() {
  const { store } = useBuilder();
  const { back, forth } = useBuilderState((state) => ({
    back: state.history.past.at(-1)?.label ?? null,
    forth: state.history.future[0]?.label ?? null,
  }));
  return (
    <div role="toolbar" aria-label="History" className="flex">
      <IconButton
        size="sm"
        label={back === null ? 'Nothing to undo' : `Undo: ${back}`}
        aria-disabled={back === null}
        icon={<Undo2 size={16} />}
        onClick={() => undoStep(store)}
      />
      <IconButton
        size="sm"
        label={forth === null ? 'Nothing to do again' : `Redo: ${forth}`}
        aria-disabled={forth === null}
        icon={<Redo2 size={16} />}
        onClick={() => redoStep(store)}
      />
    </div>
  );
}

function Views(props: ToolbarProps) {
  const { view, onView, isTextOpen, onText, isPaletteOpen, onPalette } = props;
  const size = { size: 14, 'aria-hidden': true } as const;
  return (
    <div
      role="toolbar"
      aria-label="Views"
      className="flex gap-0.5 rounded-lg border border-line p-0.5 max-lg:hidden"
    >
      <Toggle label="Blocks" icon={<Blocks {...size} />} pressed={isPaletteOpen} onToggle={onPalette} />
      <Toggle
        label="Canvas"
        icon={<Workflow {...size} />}
        pressed={view === 'canvas'}
        onToggle={() => onView('canvas')}
      />
      <Toggle
        label="Outline"
        icon={<ListTree {...size} />}
        pressed={view === 'outline'}
        onToggle={() => onView('outline')}
      />
      <Toggle label="Spec" icon={<Code {...size} />} pressed={isTextOpen} onToggle={onText} />
    </div>
  );
}

type ToggleProps = { label: string; icon: ReactNode; pressed: boolean; onToggle: () => void };

function Toggle({ label, icon, pressed, onToggle }: ToggleProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onToggle}
      className={cn(
        'inline-flex h-7 items-center gap-1.5 rounded-md border border-transparent px-2 font-medium text-xs',
        pressed ? 'bg-accent-soft text-accent-ink' : 'text-ink-muted hover:bg-surface-hover',
      )}
    >
      {icon}
      {label}
    </button>
  );
}

function ProblemCount({ onOpen }: { onOpen: () => void }) {
  const { errors, warnings } = useBuilderState((state) => ({
    errors: state.derived.errors,
    warnings: state.derived.warnings,
  }));
  const words = countWords(errors, warnings);
  const Mark = errors > 0 ? CircleAlert : warnings > 0 ? TriangleAlert : CircleCheck;
  return (
    <Button
      size="sm"
      onClick={onOpen}
      className="max-lg:hidden"
      icon={
        <Mark
          size={14}
          aria-hidden="true"
          className={errors > 0 ? 'text-critical' : warnings > 0 ? 'text-warning' : 'text-ok'}
        />
      }
    >
      {words}
    </Button>
  );
}

export function countWords(errors: number, warnings: number): string {
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;
  if (errors === 0 && warnings === 0) return 'No problems';
  return [errors > 0 && count(errors, 'error'), warnings > 0 && count(warnings, 'warning')]
    .filter(Boolean)
    .join(', ');
}

function PreviewButton({ onPreview }: { onPreview: () => void }) {
  const isRunning = useBuilderState((state) => state.results.status === 'running');
  return (
    <Button
      size="sm"
      busy={isRunning && 'Running'}
      icon={<Play size={14} aria-hidden="true" />}
      onClick={onPreview}
    >
      Preview
    </Button>
  );
}
