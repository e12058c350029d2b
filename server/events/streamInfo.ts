import type { Millis } from '@/lib/core/time';
import type { ColumnInfo } from '@/lib/tally/column';
import type { StreamEntry } from './catalogue';

/** A stream as others see it. */
export type StreamInfo = {
  name: string;
  /** Another one after the stream was dropped and made anew, or its rows were given other times. */
  identity: string;
  createdAt: Millis;
  retentionDays: number | null;
  columns: readonly ColumnInfo[];
};

export function infoOf(entry: StreamEntry): StreamInfo {
  const columns = new Map<string, ColumnInfo>();
  for (const { name, type, role, derivedFrom } of [...entry.event.values(), ...entry.label.values()]) {
    if (columns.has(name)) continue;
    columns.set(name, { name, type, role, ...(derivedFrom === undefined ? {} : { derivedFrom }) });
  }
  return {
    name: entry.name,
    identity: entry.table,
    createdAt: entry.createdAt,
    retentionDays: entry.retentionDays,
    columns: [...columns.values()],
  };
}
