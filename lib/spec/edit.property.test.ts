import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  addNode,
  connect,
  disconnect,
  duplicate,
  removeNode,
  renameNode,
  setEnabled,
  setField,
  setParam,
} from './edit';
import { writeFlow } from './scalar';
import { setAt } from './setAt';
import { parseSpec } from './yaml';

/** Laws: an edit followed by a reading is the intended change, and lines it does not concern stay as they were. */

const id = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom(
    'true',
    'null',
    '~',
    '1e3',
    '0x10',
    'a: b',
    '- a',
    '# no',
    "it's",
    '"',
    ' lead',
    'x #y',
    '2 windows',
    '',
    '[',
    '1_000',
    '---',
    '...',
    '=',
    '<<',
    'yes',
    '.5',
    '+.inf',
    '.NaN',
  ),
);
const scalar = fc.oneof(
  word,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
);
const { tree: value } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(id, tie('tree'), { maxKeys: 3 }),
  ),
}));
const params = fc.dictionary(id, value, { maxKeys: 4 });

type Shape = { id: string; flow: boolean; list: boolean; params: Record<string, unknown>; note: string };
const node = fc.record<Shape>({
  id,
  flow: fc.boolean(),
  list: fc.boolean(),
  params,
  note: fc.constantFrom('', ' # noted', '   # two  spaces'),
});
const document = fc
  .tuple(
    fc.uniqueArray(node, { selector: (n) => n.id, minLength: 1, maxLength: 5 }),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([nodes, isWindows, hasEnd]) => {
    const written = nodes.flatMap((n, index) =>
      writeNode(
        n,
        nodes.slice(0, index).map((o) => o.id),
      ),
    );
    const lines = [
      '# head',
      'version: 1',
      'name: n',
      'schedule: { every: 15m, window: 1h }',
      'nodes:',
      ...written,
      '',
      '# tail',
    ];
    const text = lines.join(isWindows ? '\r\n' : '\n');
    return { text: hasEnd ? `${text}${isWindows ? '\r\n' : '\n'}` : text, ids: nodes.map((n) => n.id) };
  });

function writeNode(n: Shape, earlier: readonly string[]): string[] {
  if (n.flow)
    return [
      `  ${n.id}: { type: t,  inputs: [${earlier.join(', ')}], params: ${writeFlow(n.params)} }${n.note}`,
    ];
  const inputs =
    n.list && earlier.length > 0
      ? ['    inputs:', ...earlier.map((e) => `    - ${e}`)]
      : [`    inputs: [${earlier.join(',')}]`];
  const own = Object.entries(n.params).map(([key, item]) => `      ${key}: ${writeFlow(item)}${n.note}`);
  return [
    `  # ${n.id}`,
    `  ${n.id}:`,
    '    type: t',
    ...inputs,
    own.length > 0 ? '    params:' : '    params: {}',
    ...own,
  ];
}

const read = (text: string) => {
  const { spec, problems } = parseSpec(text);
  expect(problems).toEqual([]);
  return spec?.nodes ?? {};
};
const plain = (item: unknown): unknown => (item === undefined ? undefined : JSON.parse(JSON.stringify(item)));

/** All lines of `before` outside one contiguous stretch are in `after`, in place. */
function touched(before: string, after: string): { removed: string[]; added: string[] } {
  const old = before.split(/\r?\n/);
  const now = after.split(/\r?\n/);
  let top = 0;
  while (top < Math.min(old.length, now.length) && old[top] === now[top]) top++;
  let end = 0;
  while (end < Math.min(old.length, now.length) - top && old.at(-1 - end) === now.at(-1 - end)) end++;
  return { removed: old.slice(top, old.length - end), added: now.slice(top, now.length - end) };
}

const pick = <T>(items: readonly T[], n: number): T => items[n % items.length] as T;

describe('a value survives being written', () => {
  it('on one line', () => {
    fc.assert(
      fc.property(value, (item) => {
        const written = writeFlow(item);
        expect(written).not.toContain('\n');
        expect(plain(parse(`a: ${written}`, { schema: 'core' }).a)).toEqual(plain(item));
      }),
      { numRuns: 500 },
    );
  });
});

describe('an edit is the intended change', () => {
  it('setParam sets that param, touches one line where it was a scalar, and nothing else', () => {
    fc.assert(
      fc.property(document, fc.nat(), fc.tuple(id, value), ({ text, ids }, n, [param, item]) => {
        const at = { node: pick(ids, n), param };
        const before = read(text);
        const next = setParam(text, at, item);
        const after = read(next);
        const own = { ...(before[at.node]?.params ?? {}), [param]: item };
        expect(plain(after[at.node]?.params)).toEqual(plain(own));
        expect(plain({ ...after, [at.node]: null })).toEqual(plain({ ...before, [at.node]: null }));
        const { added } = touched(text, next);
        expect(added.length).toBeLessThanOrEqual(
          1 + (Object.keys(before[at.node]?.params ?? {}).length === 0 ? 1 : 0),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('setting the value that is there changes nothing in meaning', () => {
    fc.assert(
      fc.property(document, ({ text, ids }) => {
        const nodes = read(text);
        for (const own of ids)
          expect(plain(read(setAt(text, ['nodes', own, 'params'], nodes[own]?.params ?? {})))).toEqual(
            plain(nodes),
          );
      }),
    );
  });

  it('a param that is added and removed leaves the bytes as they were', () => {
    fc.assert(
      fc.property(document, fc.nat(), scalar, ({ text, ids }, n, item) => {
        const at = { node: pick(ids, n), param: 'not_there_before' };
        const once = setParam(setParam(text, at, 1), at, item);
        expect(setParam(once, at, undefined)).toBe(text);
      }),
    );
  });

  it('addNode adds at the end, removeNode takes it away to the byte', () => {
    fc.assert(
      fc.property(document, params, ({ text, ids }, own) => {
        const added = { id: 'brand_new_one', type: 't', inputs: [pick(ids, 0)], params: own };
        const next = addNode(text, added);
        const nodes = read(next);
        expect(Object.keys(nodes)).toEqual([...ids, 'brand_new_one']);
        expect(plain(nodes.brand_new_one?.params ?? {})).toEqual(plain(own));
        expect(touched(text, next).removed).toEqual([]);
        expect(removeNode(next, 'brand_new_one')).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('removeNode removes the node and its wires only', () => {
    fc.assert(
      fc.property(document, fc.nat(), ({ text, ids }, n) => {
        const gone = pick(ids, n);
        const before = read(text);
        const after = read(removeNode(text, gone));
        const expected = Object.fromEntries(
          Object.entries(before)
            .filter(([key]) => key !== gone)
            .map(([key, own]) => [key, { ...own, inputs: own.inputs?.filter((input) => input !== gone) }]),
        );
        expect(plain(after)).toEqual(plain(expected));
      }),
      { numRuns: 300 },
    );
  });

  it('renameNode moves every reader along and back to the byte', () => {
    fc.assert(
      fc.property(document, fc.nat(), ({ text, ids }, n) => {
        const old = pick(ids, n);
        const next = renameNode(text, old, 'renamed_now');
        const nodes = read(next);
        expect(Object.keys(nodes)).toEqual(ids.map((key) => (key === old ? 'renamed_now' : key)));
        expect(Object.values(nodes).some((own) => own.inputs?.includes(old))).toBe(false);
        expect(renameNode(next, 'renamed_now', old)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  it('disconnect and connect, switch off and on', () => {
    fc.assert(
      fc.property(document, fc.nat(), fc.nat(), ({ text, ids }, n, m) => {
        const wire = { from: pick(ids, n), to: pick(ids, m) };
        const without = disconnect(text, wire);
        expect(read(without)[wire.to]?.inputs ?? []).not.toContain(wire.from);
        const again = connect(without, wire);
        expect(read(again)[wire.to]?.inputs).toContain(wire.from);
        expect(disconnect(again, wire)).toBe(without);
        expect(setEnabled(setEnabled(text, wire.to, false), wire.to, true)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });

  it('duplicate adds copies and leaves the originals', () => {
    fc.assert(
      fc.property(document, fc.nat(), ({ text, ids }, n) => {
        const chosen = ids.slice(0, 1 + (n % ids.length));
        const pasted = duplicate(text, chosen);
        const before = read(text);
        const after = read(pasted.text);
        expect(Object.keys(after)).toHaveLength(ids.length + chosen.length);
        for (const key of ids) expect(plain(after[key])).toEqual(plain(before[key]));
        for (const [old, copy] of pasted.ids)
          expect(plain(after[copy]?.params ?? {})).toEqual(plain(before[old]?.params ?? {}));
      }),
    );
  });

  it('setField sets what it is told', () => {
    fc.assert(
      fc.property(
        document,
        fc.constantFrom('5m', '1h', '2d'),
        word.filter((w) => w.length > 0),
        ({ text }, every, name) => {
          const next = setField(setField(text, ['schedule', 'every'], every), ['name'], name);
          const { spec } = parseSpec(next);
          expect(spec?.schedule.every).toBe(every);
          expect(spec?.name).toBe(name);
          expect(touched(text, next).added.length).toBeLessThanOrEqual(3);
        },
      ),
    );
  });
});
