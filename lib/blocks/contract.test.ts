import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createRng } from '@/lib/core/rng';
import type { Value } from '@/lib/tally/column';
import { fold } from '@/lib/tally/fold';
import { merge } from '@/lib/tally/merge';
import { emptyTally, type Tally } from '@/lib/tally/tally';
import { bound, profilesOf, rowsFrom, SPAN } from './_fixtures/rows';
import {
  type Analysed,
  type AnalyserRun,
  kinds,
  LOOKBACK_MAX,
  paramMeta,
  ports,
  type Score,
  type SeriesPoint,
} from './block';
import { blockOf, blocks, blocksOfKind } from './registry';

/** What every block in the registry must keep to, whoever wrote it. */

const LIB = fileURLToPath(new URL('..', import.meta.url));
const STATS = join(LIB, 'stats');
const camel = (type: string) => type.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

describe('the registry', () => {
  it('has each type once and finds it', () => {
    expect(new Set(blocks.map((block) => block.type)).size).toBe(blocks.length);
    for (const block of blocks) expect(blockOf(block.type)).toBe(block);
    expect(blockOf('no_such_block')).toBeUndefined();
    expect(blockOf('__proto__')).toBeUndefined();
  });

  it('has at least one block of each kind', () => {
    for (const kind of kinds) expect(blocksOfKind(kind).length).toBeGreaterThan(0);
    expect(kinds.flatMap((kind) => blocksOfKind(kind))).toHaveLength(blocks.length);
  });

  it('has every block file in it', () => {
    const files = kinds.flatMap((kind) =>
      readdirSync(join(LIB, 'blocks', kind)).filter(
        (name) => name.endsWith('.ts') && !name.includes('.test.'),
      ),
    );
    expect(files.sort()).toEqual(blocks.map((block) => `${camel(block.type)}.ts`).sort());
  });
});

describe.each(blocks.map((block) => [block.type, block] as const))('%s', (type, block) => {
  it('is named in lower snake case, after its file', () => {
    expect(type).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
    expect(existsSync(join(LIB, 'blocks', block.kind, `${camel(type)}.ts`))).toBe(true);
  });

  it('says what it is in words', () => {
    expect(block.title.length).toBeGreaterThan(1);
    expect(block.summary).toMatch(/^[A-Z].{15,160}\.$/);
    expect(block.when).toMatch(/^[A-Z].{15,300}\.$/);
    expect(block.synonyms.length).toBeGreaterThan(1);
    expect(ports[block.kind]).toBeDefined();
  });

  it('has an example that parses and binds', () => {
    const binding = block.bind(block.example);
    expect(binding).toMatchObject({ ok: true });
  });

  it('has a title on every param, and a range or a unit on every number', () => {
    for (const [name, schema] of Object.entries(block.params.shape)) {
      expect(paramMeta(schema as z.core.$ZodType).title, name).toBeTruthy();
    }
    const json = z.toJSONSchema(block.params, { io: 'input' });
    for (const [name, param] of Object.entries(json.properties ?? {})) {
      if (typeof param === 'boolean' || (param.type !== 'number' && param.type !== 'integer')) continue;
      const ranged = param.minimum !== undefined && param.maximum !== undefined;
      expect(ranged || typeof param.unit === 'string', name).toBe(true);
    }
  });

  it('has few params, all of them usable by name', () => {
    const shown = Object.values(block.params.shape).filter((s) => !paramMeta(s as z.core.$ZodType).advanced);
    expect(shown.length).toBeLessThanOrEqual(9);
    for (const name of Object.keys(block.params.shape)) expect(name).toMatch(/^[a-z][a-zA-Z]*$/);
  });

  it('refuses a param that it does not have', () => {
    expect(block.bind({ ...block.example, no_such_param: 1 })).toMatchObject({ ok: false });
  });

  it('has a JSON Schema that survives being written down', () => {
    const json = z.toJSONSchema(block.params, { io: 'input' });
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(json.type).toBe('object');
  });
});

describe('no one else', () => {
  /** Words that mean something else as well: kinds of bins, of conditions, of files. */
  const everyday = [
    'any',
    'all',
    'log',
    'file',
    'stream',
    'filter',
    'segment',
    'limit',
    'change',
    'mean',
    'quantile',
  ];
  const sources = ['core', 'stats', 'tally', 'spec', 'compile', 'evaluate', 'advise']
    .map((folder) => join(LIB, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => ({ path, text: withoutExamples(readFileSync(path, 'utf8')) }));

  it.each(blocks.map((block) => block.type))('knows the name %s', (type) => {
    const asType = new RegExp(`type\\s*[!=]==?\\s*['"]${type}['"]`);
    const literal = new RegExp(`['"]${type}['"]`);
    // A metric has the name of the block that reports it: `accuracy` in lib/stats is the field's word, not a block's.
    const pattern = (path: string) => (everyday.includes(type) || path.startsWith(STATS) ? asType : literal);
    expect(sources.filter(({ path, text }) => pattern(path).test(text)).map(({ path }) => path)).toEqual([]);
  });

  /** Comments and the filled-in examples of messages may name blocks. */
  function withoutExamples(text: string): string {
    return text
      .replace(/\/\*\*[\s\S]*?\*\//g, '')
      .split('\n')
      .filter((line) => !/^\s*(\/\/|example:)/.test(line))
      .join('\n');
  }
});

// --- detectors

const detectors = blocksOfKind('detector').map((block) => [block.type, block] as const);

describe.each(detectors)('detector %s', (_, block) => {
  const run = bound(block);
  const then = rowsFrom(1, 900);
  const now = rowsFrom(2, 400);
  const spec = run.needs(profilesOf(run, then));
  const reference = fold(spec, then);
  const score = (current: Tally, against: Tally | null = reference): Score =>
    run.score({ spec, current, reference: against, span: SPAN, referenceSpan: SPAN });

  it('needs a tally that is plain data and the same every time', () => {
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
    expect(run.needs(profilesOf(run, then))).toEqual(spec);
  });

  it('gives a finite number and says what it found', () => {
    const found = score(fold(spec, now));
    expect(found).toMatchObject({ ok: true, value: expect.any(Number), rows: expect.any(Number) });
    if (!found.ok) return;
    expect(Number.isFinite(found.value)).toBe(true);
    expect(found.rows).toBeGreaterThan(0);
    checkWords(found.explanation?.sentence ?? '');
    for (const part of found.explanation?.parts ?? []) checkPart(part);
  });

  it('says what is usual where it says that it does', () => {
    const found = score(fold(spec, now));
    if (!run.givesUsual) return;
    expect(found.ok && found.usual).toMatchObject({ upTo: expect.any(Number), pValue: expect.any(Number) });
    if (found.ok && found.usual) expect(found.usual.pValue > 0 && found.usual.pValue <= 1).toBe(true);
  });

  it('does not mind the order of rows', () => {
    expectSame(score(fold(spec, [...now].reverse())), score(fold(spec, now)));
  });

  it('gives the whole from two halves', () => {
    const whole = score(fold(spec, now));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: now.length }), (cut) => {
        const halves = merge(spec, [fold(spec, now.slice(0, cut)), fold(spec, now.slice(cut))]);
        expectSame(score(halves), whole);
      }),
      { numRuns: 15 },
    );
  });

  it('answers a window without rows with a reason or a plain number, never NaN', () => {
    const found = score(emptyTally);
    if (found.ok) expect(Number.isFinite(found.value)).toBe(true);
    checkWords(found.ok ? (found.explanation?.sentence ?? '') : found.why);
    if (block.unit !== 'rows' && block.unit !== 'ms') expect(found.ok).toBe(false);
  });

  it('answers rows without any value with a reason or a plain number, never NaN', () => {
    const bare = Array.from({ length: 5 }, () => new Map<string, Value>());
    const found = score(fold(spec, bare), fold(spec, bare));
    if (found.ok) expect(Number.isFinite(found.value)).toBe(true);
    checkWords(found.ok ? (found.explanation?.sentence ?? '') : found.why);
  });

  it('takes values that are not finite without answering with one', () => {
    const odd = [Number.NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, -0].flatMap((value) =>
      now
        .slice(0, 5)
        .map((row) => new Map([...row].map(([name, old]) => [name, typeof old === 'number' ? value : old]))),
    );
    const found = score(fold(spec, [...now, ...odd]));
    if (found.ok) expect(Number.isFinite(found.value)).toBe(true);
    checkWords(found.ok ? (found.explanation?.sentence ?? '') : found.why);
  });

  it('does without a reference, or says that it needs one', () => {
    const found = score(fold(spec, now), null);
    expect(found.ok).toBe(run.reference === 'unused');
    checkWords(found.ok ? (found.explanation?.sentence ?? '') : found.why);
  });
});

describe.each(detectors.filter(([, block]) => block.unit === 'distance'))('distance %s', (_, block) => {
  it('is 0 between the reference and itself, and more for other rows', () => {
    const run = bound(block);
    const then = rowsFrom(1, 900);
    const spec = run.needs(profilesOf(run, then));
    const reference = fold(spec, then);
    const input = { spec, reference, span: SPAN, referenceSpan: SPAN };
    expect(run.score({ ...input, current: reference })).toMatchObject({ ok: true, value: 0 });
    const moved = run.score({ ...input, current: fold(spec, rowsFrom(2, 30)) });
    expect(moved.ok && moved.value > 0).toBe(true);
  });
});

// --- analysers

const HOUR = 3_600_000;
const START = 480_000 * HOUR;
const analysers = blocksOfKind('analyser').map((block) => [block.type, block] as const);

/** Windows an hour apart, with a gap now and then; the last always has a value. */
function hours(count: number, valueAt: (hour: number) => number | null): SeriesPoint[] {
  return Array.from({ length: count }, (_, i) => ({ slot: START + i * HOUR, value: valueAt(i) }));
}

describe.each(analysers)('analyser %s', (_, block) => {
  const binding = block.bind(block.example);
  if (!binding.ok) throw new RangeError(`the example of ${block.type} does not bind`);
  const run: AnalyserRun = binding.run;
  const lookback = run.lookback(HOUR) as number;
  const rng = createRng(block.type);
  const noise = Array.from({ length: lookback }, () => 100 + 10 * rng.normal());
  const usual = hours(lookback, (i) => (i % 17 === 3 && i < lookback - 1 ? null : (noise[i] ?? null)));
  const ask = (points: readonly SeriesPoint[], unit: 'ms' | 'share' = 'ms') =>
    run.analyse({ points, everyMs: HOUR, unit, name: 'latency' });

  it('looks back over a bounded number of windows', () => {
    expect(Number.isInteger(lookback)).toBe(true);
    expect(lookback).toBeGreaterThan(1);
    expect(lookback).toBeLessThanOrEqual(LOOKBACK_MAX);
    expect(run.sentence).toMatch(/^[A-Z].{10,80}[^.]$/);
  });

  it('gives a finite number and says what it found', () => {
    const found = ask(usual);
    expect(found).toMatchObject({ ok: true });
    if (!found.ok) return;
    expect(Number.isFinite(found.value)).toBe(true);
    checkWords(found.explanation.sentence);
    expect(found.explanation.sentence).toContain('latency');
    for (const { reference, current } of found.explanation.parts) {
      expect(Number.isFinite(reference) && Number.isFinite(current)).toBe(true);
    }
  });

  it('is a pure function of its windows', () => {
    const before = JSON.stringify(usual);
    expect(ask(usual)).toEqual(ask(usual));
    expect(JSON.stringify(usual)).toBe(before);
  });

  it('says how many windows it needs where the past is too short', () => {
    const found = ask(usual.slice(-1));
    expect(found).toMatchObject({ ok: false, why: expect.stringMatching(/^needs \d+ windows, has 1/) });
  });

  it('answers series that do not vary, or are far too large, without NaN', () => {
    const odd = [
      () => 0,
      () => 5,
      (i: number) => (i === lookback - 1 ? 9 : 5),
      (i: number) => i * 1e306 - 1e308,
    ];
    for (const valueAt of odd) {
      const found = ask(hours(lookback, valueAt));
      if (found.ok) expect(Number.isFinite(found.value)).toBe(true);
      checkWords(found.ok ? found.explanation.sentence : found.why);
    }
  });

  it('gives the same number, or as many times the number, in another unit', () => {
    const larger = usual.map(({ slot, value }) => ({ slot, value: value === null ? null : value * 1024 }));
    const [one, other] = [ask(usual), ask(larger)].map((found: Analysed) => (found.ok ? found.value : null));
    const scale = (run.unit ?? block.unit) === 'input' ? 1024 : 1;
    expect(other).toBeCloseTo((one ?? Number.NaN) * scale, 6);
  });
});

/** Sums may differ in the last figure with the order of their parts. */
function expectSame(a: Score, b: Score): void {
  expect(a.rows).toBe(b.rows);
  if (!a.ok || !b.ok) {
    expect(a).toEqual(b);
    return;
  }
  expect(a.value).toBeCloseTo(b.value, 9);
  expect(a.explanation?.sentence).toBe(b.explanation?.sentence);
}

function checkWords(sentence: string): void {
  expect(sentence.length).toBeGreaterThan(5);
  expect(sentence).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
  expect(sentence).not.toMatch(/[.\s]$/);
}

function checkPart(part: { label: string; reference: number | null; current: number | null }): void {
  expect(part.label).not.toMatch(/NaN|undefined|null/);
  for (const share of [part.reference, part.current]) {
    if (share !== null) expect(share >= 0 && share <= 1).toBe(true);
  }
}
