import { isTextRole } from '@/lib/descriptors/derived';
import { createDescriber, type Derivation, derivations, textsRead } from '@/lib/descriptors/describe';
import type { Value } from '@/lib/tally/column';
import type { ColumnBatch } from './batch';
import { addDerivedColumn, type StoredColumn, type StreamEntry } from './catalogue';

/** What of a stream's rows is derived from texts: the columns, in the order of `derived`, and what they are read from. */
export type Derived = {
  derived: readonly Derivation[];
  targets: readonly StoredColumn[];
  sources: readonly StoredColumn[];
};

const plans = new WeakMap<StreamEntry, { key: string; plan: Derived }>();

/**
 * The derived columns of a stream's rows as its roles are now; null where it has no texts. Columns that are missing
 * are added in memory, as far as the stream has places left, and written by the next commit.
 */
export function derivedOf(entry: StreamEntry): Derived | null {
  const key = textColumns(entry);
  if (key === '') return null;
  const old = plans.get(entry);
  if (old?.key === key) return old.plan;
  const derived: Derivation[] = [];
  const targets: StoredColumn[] = [];
  for (const one of derivations([...entry.event.values()])) {
    if (entry.label.has(one.name)) continue;
    const { name, type, from: derivedFrom } = one;
    const target = entry.event.get(name) ?? addDerivedColumn(entry, { name, type, derivedFrom });
    if (!target) continue;
    derived.push(one);
    targets.push(target);
  }
  const sources = textsRead(derived).flatMap((name) => entry.event.get(name) ?? []);
  const plan = { derived, targets, sources };
  plans.set(entry, { key, plan });
  return plan;
}

/** The text columns with their roles, as a text that changes when those do. */
function textColumns(entry: StreamEntry): string {
  let key = '';
  for (const { name, role, type, derivedFrom } of entry.event.values()) {
    if (isTextRole(role) && type === 'text' && derivedFrom === undefined) key += `${role} ${name}\n`;
  }
  return key;
}

/** How long one turn of the event loop may be kept. */
const TURN_MS = 10;

/**
 * Values of the derived columns for so many rows, target by target. Gives the event loop a turn in between, so that
 * long texts delay nobody.
 */
export async function describeRows(
  { derived, sources }: Derived,
  rows: number,
  textAt: (source: StoredColumn, row: number) => Value,
): Promise<Value[][]> {
  const describe = createDescriber(derived);
  const byName = new Map(sources.map((source) => [source.name, source]));
  const values = derived.map(() => new Array<Value>(rows).fill(null));
  let turn = performance.now();
  for (let row = 0; row < rows; row++) {
    const described = describe((name) => {
      const source = byName.get(name);
      return source ? textAt(source, row) : null;
    });
    described.forEach((value, i) => {
      (values[i] as Value[])[row] = value;
    });
    if (performance.now() - turn < TURN_MS) continue;
    await new Promise((next) => setImmediate(next));
    turn = performance.now();
  }
  return values;
}

/** The batch with its derived columns. */
export async function describeBatch(plan: Derived, batch: ColumnBatch): Promise<ColumnBatch> {
  const texts = new Map(plan.sources.map((source) => [source, batch.columns.get(source)]));
  const values = await describeRows(plan, batch.rows, (source, row) => texts.get(source)?.[row] ?? null);
  const columns = new Map(batch.columns);
  plan.targets.forEach((target, i) => {
    columns.set(target, values[i] ?? []);
  });
  return { ...batch, columns };
}
