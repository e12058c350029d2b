'use client';

import { useBuilder, useBuilderState } from '@/components/builder/context';
import { setFieldAt } from '@/components/builder/model/actions';
import { fieldOf, valueProblem } from '@/components/builder/model/fields';
import { type Why, why } from '@/lib/spec/schema';
import { type Reading, TextField } from './TextField';

const fields = Object.entries(why.shape).map(([name, schema]) => fieldOf(name, schema));

/** Which requirement it serves, who answers for it, and where to read on. Alerts carry it. */
export function WhyFields({ path }: { path: readonly string[] }) {
  const { store } = useBuilder();
  const values = useBuilderState((state): Why => {
    const { spec } = state.derived;
    return (path.length === 1 ? spec.why : spec.nodes[path[1] ?? '']?.why) ?? {};
  });
  const count = Object.keys(values).length;
  return (
    <details className="border-line border-t pt-4" open={count > 0 || undefined}>
      <summary className="min-h-6 font-medium text-sm">Why{count > 0 ? ` (${count})` : ''}</summary>
      <div className="flex flex-col gap-4 py-3">
        {fields.map((field) => (
          <TextField
            key={field.name}
            label={field.title}
            path={[...path, field.name].join('.')}
            value={values[field.name as keyof Why] ?? ''}
            help={field.help}
            optional
            multiline={field.name === 'objective'}
            read={(typed): Reading => {
              const value = typed.trim() === '' ? undefined : typed.trim();
              const error = valueProblem(field.schema, value);
              return error === null ? { ok: true, value } : { ok: false, error };
            }}
            onCommit={(value) => setFieldAt(store, [...path, field.name], value)}
          />
        ))}
      </div>
    </details>
  );
}
