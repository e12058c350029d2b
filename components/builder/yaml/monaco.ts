import { editor, KeyCode, KeyMod, languages, MarkerSeverity } from 'monaco-editor/editor';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/suggest/register';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/languages/definitions/yaml/register';
import { diffText } from '@/components/builder/model/history';
import type { Catalogue } from '@/lib/compile/check';
import { isError, type Problem } from '@/lib/core/failures';
import { completionsAt } from './completion';

/** The text editor behind a small face, so that nothing else knows which one it is. */
export type Editor = {
  text: () => string;
  /** Puts a text there that was changed elsewhere, touching only what differs. */
  show: (text: string) => void;
  mark: (problems: readonly Problem[]) => void;
  goTo: (line: number, column: number) => void;
  dispose: () => void;
};

export type EditorSetup = {
  text: string;
  catalogue: () => Catalogue | null;
  onType: () => void;
  onUndo: () => void;
  onRedo: () => void;
};

export function createEditor(host: HTMLElement, setup: EditorSetup): Editor {
  ownWorker();
  const model = editor.createModel(setup.text, 'yaml');
  const view = editor.create(host, {
    model,
    theme: themeNow(),
    automaticLayout: true,
    minimap: { enabled: false },
    fontFamily: 'JetBrains Mono Variable, ui-monospace, monospace',
    fontSize: 13,
    tabSize: 2,
    insertSpaces: true,
    scrollBeyondLastLine: false,
    renderLineHighlight: 'line',
    ariaLabel: 'Spec as YAML. Press Control M so that Tab leaves the editor.',
    fixedOverflowWidgets: true,
    wordWrap: 'on',
    quickSuggestions: { strings: true, other: true, comments: false },
  });
  const state = { isShowing: false };
  const changes = model.onDidChangeContent(() => {
    if (!state.isShowing) setup.onType();
  });
  view.addCommand(KeyMod.CtrlCmd | KeyCode.KeyZ, setup.onUndo);
  view.addCommand(KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyZ, setup.onRedo);
  view.addCommand(KeyMod.CtrlCmd | KeyCode.KeyY, setup.onRedo);
  const completion = offerCompletions(model, setup);
  const unfollow = followTheme();
  return {
    text: () => model.getValue(),
    show: (text) => {
      const change = diffText(model.getValue(), text);
      if (!change) return;
      state.isShowing = true;
      const start = model.getPositionAt(change.at);
      const end = model.getPositionAt(change.at + change.removed.length);
      const range = {
        startLineNumber: start.lineNumber,
        startColumn: start.column,
        endLineNumber: end.lineNumber,
        endColumn: end.column,
      };
      model.pushEditOperations([], [{ range, text: change.added }], () => null);
      state.isShowing = false;
    },
    mark: (problems) =>
      editor.setModelMarkers(
        model,
        'tocsin',
        problems.map((p) => markerOf(model, p)),
      ),
    goTo: (lineNumber, column) => {
      view.revealLineInCenterIfOutsideViewport(lineNumber);
      view.setPosition({ lineNumber, column });
    },
    dispose: () => {
      unfollow();
      completion.dispose();
      changes.dispose();
      view.dispose();
      model.dispose();
    },
  };
}

/** The worker comes from our own origin, like every other script. */
function ownWorker(): void {
  window.MonacoEnvironment ??= {
    getWorker: () =>
      new Worker(new URL('monaco-editor/editor/editor.worker.js', import.meta.url), { type: 'module' }),
  };
}

function markerOf(model: editor.ITextModel, p: Problem): editor.IMarkerData {
  const line = Math.min(p.at.line ?? 1, model.getLineCount());
  const column = p.at.column ?? 1;
  const word = model.getWordAtPosition({ lineNumber: line, column });
  const end = word && word.endColumn > column ? word.endColumn : model.getLineMaxColumn(line);
  return {
    severity: isError(p) ? MarkerSeverity.Error : MarkerSeverity.Warning,
    message: `${p.what} ${p.fix}`.replaceAll('`', ''),
    code: p.code,
    startLineNumber: line,
    startColumn: column,
    endLineNumber: line,
    endColumn: end,
  };
}

function offerCompletions(model: editor.ITextModel, setup: EditorSetup) {
  return languages.registerCompletionItemProvider('yaml', {
    triggerCharacters: [' ', '[', ':', ','],
    provideCompletionItems: (asked, position) => {
      if (asked !== model) return { suggestions: [] };
      const word = asked.getWordUntilPosition(position);
      const range = {
        startLineNumber: position.lineNumber,
        endLineNumber: position.lineNumber,
        startColumn: word.startColumn,
        endColumn: word.endColumn,
      };
      const found = completionsAt(asked.getValue(), asked.getOffsetAt(position), setup.catalogue());
      return {
        suggestions: found.map((item) => ({
          label: item.label,
          detail: item.detail,
          documentation: item.documentation ?? '',
          insertText: item.insert,
          kind: languages.CompletionItemKind[item.kind],
          range,
        })),
      };
    },
  });
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  if (chosen) return chosen === 'dark';
  return window.matchMedia('(prefers-color-scheme: dark)').matches;
}

const themeNow = () => (isDark() ? 'vs-dark' : 'vs');

function followTheme(): () => void {
  const apply = () => editor.setTheme(themeNow());
  const media = window.matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(apply);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  media.addEventListener('change', apply);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', apply);
  };
}
