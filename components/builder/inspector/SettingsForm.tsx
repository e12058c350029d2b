'use client';

import { useBuilder, useBuilderState } from '@/components/builder/context';
import { setFieldAt } from '@/components/builder/model/actions';
import { fieldOf, valueProblem } from '@/components/builder/model/fields';
import { readsRole } from '@/lib/blocks/block';
import { blockOf } from '@/lib/blocks/registry';
import { alert, labelWait, schedule, spec } from '@/lib/spec/schema';
import { ParamField } from './ParamField';
import { ReferenceFields } from './ReferenceFields';
import { type Reading, TextField } from './TextField';
import { WhyFields } from './WhyFields';

const timing = (['every', 'window', 'delay'] as const).map((name) => fieldOf(name, schedule.shape[name]));
const labelling = Object.entries(labelWait.shape).map(([name, schema]) => fieldOf(name, schema));
const alerting = Object.entries(alert.shape).map(([name, schema]) => fieldOf(name, schema));

/** What holds for the whole monitor. Shown while no node is selected. */
export function SettingsForm() {
  return (
    <div className="flex flex-col gap-5">
      <header>
        <h2 className="font-semibold text-base">Monitor</h2>
        <p className="text-ink-muted text-sm">When it runs, what it compares with, and when it rings.</p>
      </header>
      <NameFields />
      <section className="flex flex-col gap-4" aria-labelledby="schedule-title">
        <h3 id="schedule-title" className="border-line border-t pt-4 font-semibold text-sm">
          Schedule
        </h3>
        <Group part="schedule" fields={timing} />
        <LabelFields />
        <ReferenceFields />
      </section>
      <section className="flex flex-col gap-4" aria-labelledby="alert-title">
        <h3 id="alert-title" className="border-line border-t pt-4 font-semibold text-sm">
          Alert
        </h3>
        <Group part="alert" fields={alerting} />
      </section>
      <WhyFields path={['why']} />
    </div>
  );
}

/** How long labels are awaited; only where a node reads any. */
function LabelFields() {
  const reads = useBuilderState(({ derived }) =>
    Object.values(derived.spec.nodes).some(({ type }) => {
      const block = blockOf(type);
      return block !== undefined && readsRole(block, 'label');
    }),
  );
  return reads ? <Group part="schedule" within="labels" fields={labelling} /> : null;
}

function NameFields() {
  const { store } = useBuilder();
  const { name, description } = useBuilderState((state) => ({
    name: state.derived.spec.name,
    description: state.derived.spec.description ?? '',
  }));
  return (
    <section className="flex flex-col gap-4" aria-label="Name">
      <TextField
        label="Name"
        path="name"
        value={name}
        read={(typed) => readBy(spec.shape.name, typed.trim())}
        onCommit={(value) => setFieldAt(store, ['name'], value)}
      />
      <TextField
        label="Description"
        path="description"
        value={description}
        optional
        multiline
        read={(typed) => readBy(spec.shape.description, typed.trim() || undefined)}
        onCommit={(value) => setFieldAt(store, ['description'], value)}
      />
    </section>
  );
}

function readBy(schema: Parameters<typeof valueProblem>[0], value: unknown): Reading {
  const error = valueProblem(schema, value);
  return error === null ? { ok: true, value } : { ok: false, error };
}

type GroupProps = {
  part: 'schedule' | 'alert';
  /** A map inside that part. */
  within?: string;
  fields: ReturnType<typeof fieldOf>[];
};

type Values = Readonly<Record<string, unknown>>;

function Group({ part, within, fields }: GroupProps) {
  const { store } = useBuilder();
  const { all, problems } = useBuilderState((state) => ({
    all: state.derived.spec[part] as Values,
    problems: state.derived.problems,
  }));
  // Not in the selector: one that makes an object each time is never done.
  const values = within === undefined ? all : ((all[within] ?? {}) as Values);
  const start = within === undefined ? [part] : [part, within];
  return fields.map((field) => {
    const path = [...start, field.name].join('.');
    const wrong = problems.find((p) => p.at.node === undefined && p.at.path?.join('.') === path);
    return (
      <ParamField
        key={field.name}
        field={field}
        path={path}
        value={values[field.name]}
        error={wrong ? `${wrong.what} ${wrong.fix}` : null}
        columns={null}
        onChange={(value) => {
          if (value !== undefined || !field.required) setFieldAt(store, [...start, field.name], value);
        }}
      />
    );
  });
}
