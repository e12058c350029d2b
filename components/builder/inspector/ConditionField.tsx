'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useCallback } from 'react';
import { useBuilder } from '@/components/builder/context';
import {
  blank,
  type Comparing,
  type ComparisonOp,
  type Group,
  isGroup,
  operatorsFor,
  readValue,
  shownValue,
  toCondition,
  toGroup,
  withOp,
} from '@/components/builder/model/conditions';
import { comparisonWords } from '@/components/builder/model/words';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Select } from '@/components/ui/Select';
import type { ColumnInfo } from '@/lib/tally/column';
import { NamePicker } from './NamePicker';
import { columnOptions } from './options';
import type { ParamFieldProps } from './ParamField';
import { TextField } from './TextField';

const joins = [
  { value: 'all', label: 'All of these' },
  { value: 'any', label: 'Any of these' },
  { value: 'none', label: 'None of these' },
];

/** A condition built from rows; groups may stand in groups. */
export function ConditionField({ field, path, value, error, columns, onChange }: ParamFieldProps) {
  const group = toGroup(value);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 font-medium text-sm">{field.title}</legend>
      <GroupRows
        group={group}
        columns={columns ?? []}
        path={path}
        depth={0}
        onChange={(next) => onChange(next.parts.length === 0 ? undefined : toCondition(next))}
      />
      {error && <p className="text-critical-ink text-xs">{error}</p>}
      {field.help && <p className="text-ink-faint text-xs">{field.help}</p>}
    </fieldset>
  );
}

type GroupRowsProps = {
  group: Group;
  columns: readonly ColumnInfo[];
  path: string;
  depth: number;
  onChange: (group: Group) => void;
};

function GroupRows({ group, columns, path, depth, onChange }: GroupRowsProps) {
  const put = (index: number, part: Group | Comparing | null) =>
    onChange({
      ...group,
      parts: part === null ? group.parts.filter((_, at) => at !== index) : group.parts.with(index, part),
    });
  const add = (part: Group | Comparing) => onChange({ ...group, parts: [...group.parts, part] });
  return (
    <div className="flex flex-col gap-2 rounded-lg border border-line bg-surface-sunken p-2">
      <div className="flex items-center gap-2">
        <Select
          label="How the rows are joined"
          options={joins}
          value={group.join}
          onValueChange={(join) => onChange({ ...group, join: join as Group['join'] })}
        />
      </div>
      {group.parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and are added at the end
        <div key={`${path}.${index}`} className="flex items-start gap-1">
          <div className="min-w-0 flex-1">
            {isGroup(part) ? (
              <GroupRows
                group={part}
                columns={columns}
                path={`${path}.${index}`}
                depth={depth + 1}
                onChange={(next) => put(index, next)}
              />
            ) : (
              <ComparisonRow
                part={part}
                columns={columns}
                path={`${path}.${index}`}
                onChange={(next) => put(index, next)}
              />
            )}
          </div>
          <IconButton
            size="sm"
            label={`Remove condition ${index + 1}`}
            icon={<Trash2 size={14} />}
            onClick={() => put(index, null)}
          />
        </div>
      ))}
      <div className="flex flex-wrap gap-1">
        <Button size="sm" variant="quiet" icon={<Plus size={14} />} onClick={() => add(blank(columns))}>
          Condition
        </Button>
        {depth < 4 && (
          <Button
            size="sm"
            variant="quiet"
            icon={<Plus size={14} />}
            onClick={() => add({ join: 'any', parts: [blank(columns)] })}
          >
            Group
          </Button>
        )}
      </div>
    </div>
  );
}

type ComparisonRowProps = {
  part: Comparing;
  columns: readonly ColumnInfo[];
  path: string;
  onChange: (part: Comparing) => void;
};

function ComparisonRow({ part, columns, path, onChange }: ComparisonRowProps) {
  const { facts } = useBuilder();
  const type = columns.find((column) => column.name === part.column)?.type;
  const operators = operatorsFor(type).map((op) => ({ value: op, label: comparisonWords[op] }));
  const read = useCallback((typed: string) => readValue(part.op, typed, type), [part.op, type]);
  const write = useCallback(
    (value: unknown) => onChange({ ...part, value: value as Comparing['value'] }),
    [part, onChange],
  );
  return (
    <div className="flex flex-col gap-1.5 rounded-md border border-line bg-surface p-2">
      <NamePicker
        path={path}
        options={columnOptions(columns, facts.lastValues)}
        value={part.column || null}
        placeholder="Column"
        unknown="not in the data yet"
        onPick={(column) => onChange({ ...part, column: column ?? '' })}
      />
      <Select
        label="Comparison"
        options={operators}
        value={part.op}
        onValueChange={(op) => onChange(withOp(part, op as ComparisonOp))}
      />
      {part.op !== 'missing' && (
        <TextField
          label={<span className="sr-only">Value</span>}
          path={`${path}.value`}
          value={shownValue(part)}
          read={read}
          onCommit={write}
          placeholder={part.op === 'in' ? 'a, b, c' : 'Value'}
        />
      )}
    </div>
  );
}
