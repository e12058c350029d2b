'use client';

import { useId, useMemo, useState } from 'react';
import { useBuilder, useBuilderState } from '@/components/builder/context';
import { renameId, setFieldAt, switchNode } from '@/components/builder/model/actions';
import { blockOfNode, columnsInto } from '@/components/builder/model/derive';
import { type FieldSpec, fieldsOf } from '@/components/builder/model/fields';
import { kindTitles, sentenceOf } from '@/components/builder/model/words';
import { KindIcon } from '@/components/ui/KindIcon';
import { Switch } from '@/components/ui/Switch';
import type { Problem } from '@/lib/core/failures';
import { titleOf } from '@/lib/spec/title';
import type { ColumnInfo } from '@/lib/tally/column';
import { MoveButtons } from './MoveButtons';
import { NodeProblems } from './NodeProblems';
import { NodeWires } from './NodeWires';
import { ParamField } from './ParamField';
import { type Reading, TextField } from './TextField';
import { WhyFields } from './WhyFields';

/** The form of one node: what it does in a sentence, its params, its wires, and why it is there. */
export function NodeForm({ id }: { id: string }) {
  const { store } = useBuilder();
  const { node, block, sentence, alertFor, feeding } = useBuilderState((state) => ({
    node: state.derived.spec.nodes[id],
    block: blockOfNode(state.derived.spec, id),
    sentence: sentenceOf(state.derived, id),
    alertFor: state.derived.spec.alert.for,
    feeding: (state.derived.spec.nodes[id]?.inputs ?? [])
      .map((input) => titleOf(state.derived.spec.nodes[input], input))
      .join(' and '),
  }));
  if (!node) return null;
  const isThreshold = block?.kind === 'threshold';
  return (
    <div className="flex flex-col gap-4">
      <header className="flex items-start gap-3">
        {block && <KindIcon kind={block.kind} className="size-8" />}
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold text-base">{titleOf(node, id)}</h2>
          <p className="text-ink-faint text-xs">
            {block ? `${kindTitles[block.kind]} · ${block.title}` : `Unknown block ${node.type}`}
          </p>
        </div>
      </header>
      {isThreshold ? (
        <p className="rounded-md border border-line bg-surface-sunken p-2.5 text-sm">
          <strong>{feeding || 'Its input'}</strong>: {sentence.charAt(0).toLowerCase() + sentence.slice(1)}.
          It rings when that lasts {alertFor}.
        </p>
      ) : (
        block && <p className="text-ink-muted text-sm">{block.summary}</p>
      )}
      <NodeProblems id={id} />
      {block && <Params id={id} />}
      <NodeWires id={id} />
      <section className="flex flex-col gap-3 border-line border-t pt-4" aria-label="Name and state">
        <NameFields id={id} />
        <Switch
          label="Takes part"
          help="Switched off, it and what hangs on it alone do not run."
          checked={node.enabled !== false}
          onCheckedChange={(next) => switchNode(store, id, next)}
        />
        <MoveButtons id={id} />
      </section>
      <WhyFields path={['nodes', id, 'why']} />
    </div>
  );
}

function Params({ id }: { id: string }) {
  const { store } = useBuilder();
  const view = useBuilderState((state) => ({
    block: blockOfNode(state.derived.spec, id),
    params: state.derived.spec.nodes[id]?.params,
    problems: state.derived.problemsOf.get(id),
    columns: columnsInto(state.derived, state.catalogue, id),
  }));
  const { block, params = {}, problems = [], columns } = view;
  const fields = useMemo(() => (block ? fieldsOf(block) : []), [block]);
  const shown = fields.filter((field) => isAsked(field, fields, params));
  const basic = shown.filter((field) => !field.advanced);
  const advanced = shown.filter((field) => field.advanced);
  const put = (field: FieldSpec) => (
    <ParamField
      key={field.name}
      field={field}
      path={`nodes.${id}.params.${field.name}`}
      value={params[field.name]}
      error={problemOf(problems, field.name)}
      columns={columns as readonly ColumnInfo[] | null}
      onChange={(value) => setFieldAt(store, ['nodes', id, 'params', field.name], value)}
    />
  );
  if (fields.length === 0) return null;
  return (
    <section className="flex flex-col gap-4" aria-label="Settings">
      {basic.map(put)}
      {advanced.length > 0 && <Advanced fields={advanced} params={params} put={put} problems={problems} />}
    </section>
  );
}

/** Fields for another choice are left away, unless they are set: `For outside: …` belongs to `outside`. */
function isAsked(
  field: FieldSpec,
  fields: readonly FieldSpec[],
  params: Readonly<Record<string, unknown>>,
): boolean {
  const match = /^For ([a-z ]+?)[.:]/.exec(field.help ?? '');
  if (!match || params[field.name] !== undefined) return true;
  const wanted = (match[1] ?? '').split(' and ');
  const choice = fields.find(
    (other) => other.kind === 'enum' && wanted.every((w) => other.options.includes(w)),
  );
  return !choice || wanted.includes(String(params[choice.name] ?? choice.preset));
}

type AdvancedProps = {
  fields: readonly FieldSpec[];
  params: Readonly<Record<string, unknown>>;
  put: (field: FieldSpec) => React.ReactNode;
  problems: readonly Problem[];
};

function Advanced({ fields, params, put, problems }: AdvancedProps) {
  const changed = fields.filter((field) => params[field.name] !== undefined).length;
  const isWrong = fields.some((field) => problemOf(problems, field.name) !== null);
  const [open, setOpen] = useState(false);
  return (
    <details
      open={open || isWrong}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="rounded-lg border border-line px-3 py-2"
    >
      <summary className="min-h-6 font-medium text-sm">
        Advanced{changed > 0 ? ` (${changed} changed)` : ''}
      </summary>
      <div className="flex flex-col gap-4 py-3">{fields.map(put)}</div>
    </details>
  );
}

function problemOf(problems: readonly Problem[], param: string): string | null {
  const found = problems.find((p) => p.at.path?.[2] === 'params' && String(p.at.path[3]) === param);
  return found ? `${found.what} ${found.fix}` : null;
}

function NameFields({ id }: { id: string }) {
  const { store } = useBuilder();
  const title = useBuilderState((state) => state.derived.spec.nodes[id]?.title ?? '');
  const known = useBuilderState((state) => Object.keys(state.derived.spec.nodes));
  const key = useId();
  const readTitle = (typed: string): Reading =>
    typed.length > 200
      ? { ok: false, error: 'at most 200 letters' }
      : { ok: true, value: typed.trim() || undefined };
  const readId = (typed: string): Reading => {
    if (!/^[a-z][a-z0-9_]{0,63}$/.test(typed))
      return { ok: false, error: 'small letters, digits and _ only, and a letter first' };
    return typed !== id && known.includes(typed)
      ? { ok: false, error: `there is a node ${typed} already` }
      : { ok: true, value: typed };
  };
  return (
    <>
      <TextField
        key={`${key} title ${id}`}
        label="Title"
        path={`nodes.${id}.title`}
        value={title}
        read={readTitle}
        onCommit={(value) => setFieldAt(store, ['nodes', id, 'title'], value)}
        placeholder={id}
        optional
      />
      <IdField key={`${key} id ${id}`} id={id} read={readId} />
    </>
  );
}

function IdField({ id, read }: { id: string; read: (typed: string) => Reading }) {
  const { store } = useBuilder();
  return (
    <TextField
      label="Id"
      path={`nodes.${id}.id`}
      value={id}
      read={read}
      onCommit={(value) => typeof value === 'string' && renameId(store, id, value)}
      help="Its name in the text; what reads it follows."
    />
  );
}
