'use client';

import { useEffect, useRef } from 'react';
import { useBuilder, useBuilderState } from '@/components/builder/context';
import { duplicateSelected, removeSelected, tidyUp } from '@/components/builder/model/actions';
import { Button } from '@/components/ui/Button';
import { NodeForm } from './NodeForm';
import { SettingsForm } from './SettingsForm';

/** The form of what is selected: a node, several, or the monitor itself. */
export function Inspector() {
  const { store } = useBuilder();
  const selected = useBuilderState((state) => state.selected);
  const wanted = useBuilderState((state) => state.wanted);
  const ref = useRef<HTMLElement>(null);
  const last = useRef(wanted.count);
  useEffect(() => {
    if (wanted.count === last.current) return;
    last.current = wanted.count;
    const timer = setTimeout(() => focusField(ref.current, wanted.field), 30);
    return () => clearTimeout(timer);
  }, [wanted]);
  const [only, ...others] = selected;
  return (
    <section
      ref={ref}
      aria-label="Form"
      tabIndex={-1}
      data-inspector=""
      className="h-full overflow-y-auto bg-surface p-4 outline-hidden"
    >
      {only === undefined && <SettingsForm />}
      {only !== undefined && others.length === 0 && <NodeForm key={only} id={only} />}
      {others.length > 0 && (
        <div className="flex flex-col gap-3">
          <h2 className="font-semibold text-base">{selected.length} nodes selected</h2>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => duplicateSelected(store)}>Duplicate</Button>
            <Button onClick={() => tidyUp(store)}>Tidy up</Button>
            <Button variant="danger" onClick={() => removeSelected(store)}>
              Delete
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}

/** Puts the focus into the field of a path, into the first empty one that must be filled, or into the form. */
export function focusField(form: HTMLElement | null, path: string | null): void {
  if (!form) return;
  const exact = path ? form.querySelector<HTMLElement>(`[data-field="${CSS.escape(path)}"]`) : null;
  const inside = path ? form.querySelector<HTMLElement>(`[data-field^="${CSS.escape(path)}."]`) : null;
  const invalid = form.querySelector<HTMLElement>('[aria-invalid="true"]');
  const first = form.querySelector<HTMLElement>('[data-field], button[role="combobox"], input');
  const target = exact ?? inside ?? invalid ?? first ?? form;
  target.closest('details')?.setAttribute('open', '');
  target.focus();
  target.scrollIntoView({ block: 'nearest' });
}
