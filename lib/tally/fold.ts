import type { Row, Value } from './column';
import { readColumn, readNumber } from './computed';
import { binOf } from './key';
import { createGatherer } from './merge';
import { sampleRow } from './sample';
import {
  type Cell,
  cellApart,
  compareKeys,
  type Measure,
  partsOf,
  type Tally,
  type TallySpec,
} from './tally';

/** The tally of rows, computed here and not in SQL. Same law, same answer. */
export function fold(spec: TallySpec, rows: Iterable<Row>): Tally {
  if (spec.apart) return foldApart(spec, [...rows]);
  const measures = spec.measures ?? [];
  const gatherer = createGatherer(spec);
  for (const row of rows) {
    gatherer.add({
      key: spec.keys.map((key) => binOf(key.bin, readColumn(key.column, row))),
      count: 1,
      values: measures.map((measure) => measured(measure, row)),
      ...(spec.sample && { sample: sampleRow(spec.sample, row) }),
    });
  }
  return gatherer.finish();
}

function foldApart(spec: TallySpec, rows: readonly Row[]): Tally {
  const parts = partsOf(spec).map((part) => fold(part, rows).cells);
  return {
    cells: parts.flatMap((cells, place) => cells.map((cell) => cellApart(cell, place))).sort(inOrder),
  };
}

const inOrder = (a: Cell, b: Cell) => compareKeys(a.key, b.key);

function measured(measure: Measure, row: Row): number | null {
  const { column } = measure;
  const value: Value = typeof column === 'string' ? readColumn(column, row) : readNumber(column, row);
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return measure.of === 'sum_of_squares' ? value * value : value;
}
