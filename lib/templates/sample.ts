import { createRng, type Rng } from '@/lib/core/rng';
import { DAY_MS, HOUR_MS, type Millis, type Span } from '@/lib/core/time';
import { type ColumnInfo, EVENT_TIME, type Row, type Value } from '@/lib/tally/column';
import type { Incident, Sample } from './template';

/** When samples begin: a Monday. */
export const SAMPLE_START: Millis = Date.UTC(2026, 0, 5);

type Making = {
  stream: string;
  columns: readonly ColumnInfo[];
  days: number;
  rowsPerDay: number;
  /** In days and hours since the sample's start. */
  incident: Omit<Incident, 'from' | 'to'> & { fromDay: number; toDay: number };
  /** One row's values in the order of `columns`. */
  row: (made: { rng: Rng; at: Millis; index: number; inIncident: boolean }) => readonly Value[];
};

/** A sample whose rows come more by day than by night, from a generator seeded with the stream's name. */
export function makeSample(making: Making): Sample {
  const { stream, columns, days } = making;
  const { fromDay, toDay, ...told } = making.incident;
  const dayAt = (day: number) => SAMPLE_START + day * DAY_MS;
  const incident: Incident = { ...told, from: dayAt(fromDay), to: dayAt(toDay) };
  const span: Span = { from: SAMPLE_START, to: dayAt(days) };
  return {
    stream,
    columns,
    span,
    incident,
    rows: (seed = stream) => makeRows(making, incident, createRng(seed)),
  };
}

function makeRows(making: Making, incident: Incident, rng: Rng): Row[] {
  const rows: Row[] = [];
  for (let day = 0; day < making.days; day++) {
    for (const at of timesOfDay(rng, SAMPLE_START + day * DAY_MS, making.rowsPerDay)) {
      const inIncident = at >= incident.from && at < incident.to;
      const values = making.row({ rng, at, index: rows.length, inIncident });
      const row = new Map<string, Value>([[EVENT_TIME, at]]);
      making.columns.forEach((column, i) => {
        row.set(column.name, values[i] ?? null);
      });
      rows.push(row);
    }
  }
  return rows;
}

/** About `perDay` moments of a day, twice as dense at noon as at midnight. */
function timesOfDay(rng: Rng, day: Millis, perDay: number): Millis[] {
  const count = Math.max(1, Math.round(perDay + Math.sqrt(perDay) * rng.normal()));
  const times = Array.from({ length: count }, () => day + Math.floor(hourOfDay(rng) * HOUR_MS));
  return times.sort((a, b) => a - b);
}

function hourOfDay(rng: Rng): number {
  for (;;) {
    const hour = rng.uniform() * 24;
    const density = 0.75 - 0.25 * Math.cos((hour / 24) * 2 * Math.PI);
    if (rng.uniform() < density) return hour;
  }
}

/** 1 / (1 + e^-x). */
export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

export const clamp = (x: number, lo: number, hi: number): number => Math.min(hi, Math.max(lo, x));

export const round = (x: number, digits = 0): number => Number(x.toFixed(digits));

/** One of the names, by weight. */
export function weighted<T extends string>(rng: Rng, weights: Readonly<Record<T, number>>): T {
  const entries = Object.entries(weights) as [T, number][];
  let left = rng.uniform() * entries.reduce((total, [, weight]) => total + weight, 0);
  for (const [name, weight] of entries) {
    left -= weight;
    if (left < 0) return name;
  }
  return (entries.at(-1) as [T, number])[0];
}
