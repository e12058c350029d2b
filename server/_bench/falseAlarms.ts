import { realColumns } from '@/lib/blocks/_fixtures/realColumns';
import { bound, profilesOf, rowsOfColumn, SPAN } from '@/lib/blocks/_fixtures/rows';
import type { DetectorRun } from '@/lib/blocks/block';
import { paramMeta } from '@/lib/blocks/block';
import { blocksOfKind } from '@/lib/blocks/registry';
import { withUsual } from '@/lib/blocks/usual';
import { createRng, type Rng } from '@/lib/core/rng';
import { fold } from '@/lib/tally/fold';
import type { Family } from './options';
import { figure, type Limit, type Row, verdictOf } from './row';

const COLUMN = 'x';
const LEVEL = 0.05;
/** Beside a usual reference a small one, whose own chance and whose edges must count too. */
const REFERENCES = [3_000, 200];
const SIZES = [50, 200, 1_000, 5_000];
/** Windows against one reference: as many as it holds, so that its own chance does not count too often. */
const WINDOWS_MAX = 8;

/**
 * How often each distance is found unusual at a level of 5 % where nothing has changed: windows and references drawn
 * anew each time from invented and from real columns.
 */
export const falseAlarms: Family = {
  name: 'null',
  ids: ['null'],
  run: async ({ quick }, say) => {
    const repeats = quick ? 8 : 40;
    const distances = distanceRuns();
    const counts = new Map<string, Count>();
    for (const [name, draw] of Object.entries(populations())) {
      for (const reference of REFERENCES) {
        for (const size of SIZES) {
          const cell = { name, draw, reference, size, repeats };
          for (const [type, count] of alarms(cell, distances)) {
            add(counts, `${type}/${reference}/${size}`, count);
            add(counts, `${type}/${size}`, count);
            add(counts, `${type}/${name}`, count);
          }
        }
        say(`${name}, reference of ${reference} rows`);
      }
    }
    return [...distances.keys()].map((type) => rowOf(type, counts));
  },
};

type Count = { alarms: number; of: number };

function add(counts: Map<string, Count>, key: string, { alarms: more, of }: Count): void {
  const old = counts.get(key) ?? { alarms: 0, of: 0 };
  counts.set(key, { alarms: old.alarms + more, of: old.of + of });
}

/** Every block that knows its null and takes one column of numbers. */
function distanceRuns(): Map<string, DetectorRun> {
  const runs = new Map<string, DetectorRun>();
  for (const block of blocksOfKind('detector')) {
    const column = block.params.shape.column;
    if (block.unit !== 'distance' || !column || paramMeta(column).widget !== 'column') continue;
    const run = bound(block, { ...block.example, column: COLUMN });
    if (run.nullModel) runs.set(block.type, run);
  }
  return runs;
}

type Draw = (rng: Rng) => number;

function populations(): Record<string, Draw> {
  const real = Object.entries(realColumns()).map(([name, values]): [string, Draw] => [
    name,
    (rng) => rng.pick(values),
  ]);
  return {
    normal: (rng) => rng.normal(),
    lognormal: (rng) => Math.exp(rng.normal()),
    ...Object.fromEntries(real),
  };
}

type Cell = { name: string; draw: Draw; reference: number; size: number; repeats: number };

function alarms(cell: Cell, distances: ReadonlyMap<string, DetectorRun>): Map<string, Count> {
  const rng = createRng(`${cell.name} ${cell.reference} ${cell.size}`);
  const found = new Map<string, Count>();
  const windows = Math.max(1, Math.min(WINDOWS_MAX, Math.floor(cell.reference / cell.size)));
  const side = (rows: number) =>
    rowsOfColumn(
      COLUMN,
      Array.from({ length: rows }, () => cell.draw(rng)),
    );
  for (let repeat = 0; repeat < cell.repeats; repeat++) {
    const then = side(cell.reference);
    const against = [...distances].map(([type, run]) => {
      const spec = run.needs(profilesOf(run, then));
      return { type, run, spec, reference: fold(spec, then) };
    });
    for (let window = 0; window < windows; window++) {
      const now = side(cell.size);
      for (const { type, run, spec, reference } of against) {
        const input = { spec, reference, current: fold(spec, now), span: SPAN, referenceSpan: SPAN };
        const score = withUsual(run, input, run.score(input));
        const isAlarm = score.ok && (score.usual?.pValue ?? 1) <= LEVEL;
        add(found, type, { alarms: isAlarm ? 1 : 0, of: 1 });
      }
    }
  }
  return found;
}

function rowOf(type: string, counts: ReadonlyMap<string, Count>): Row {
  const share = (key: string) => {
    const { alarms: rang, of } = counts.get(key) ?? { alarms: 0, of: 1 };
    return (100 * rang) / of;
  };
  const bySize = REFERENCES.map((reference) =>
    SIZES.map((size) => share(`${type}/${reference}/${size}`).toFixed(1)).join(' '),
  );
  const byColumn = Object.keys(populations()).map((name) => share(`${type}/${name}`));
  // What so few windows can tell: two standard errors of a share of 5 %.
  const slacks = SIZES.map((size) => {
    const windows = counts.get(`${type}/${size}`)?.of ?? 1;
    return 200 * Math.sqrt((LEVEL * (1 - LEVEL)) / windows);
  });
  const all = SIZES.map((size) => share(`${type}/${size}`));
  return {
    id: 'null',
    what: `${type}: false alarms, % at 5 %; n ${SIZES.join(', ')}; reference ${REFERENCES.join(', then ')}`,
    ask: `4 to 6 (± ${slacks.map((slack) => slack.toFixed(1)).join(' ')}) at each n`,
    good: '',
    measured: bySize.join(' | '),
    ratio: `by column ${byColumn.map((value) => figure(value)).join(' ')}`,
    verdict: verdictOf(
      ...all.flatMap((value, i): Limit[] => {
        const slack = slacks[i] ?? 0;
        return [
          { value, ask: 6 + slack, good: 6, better: 'lower' },
          { value, ask: 4 - slack, good: 4, better: 'higher' },
        ];
      }),
    ),
  };
}
