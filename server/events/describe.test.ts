import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COLUMNS_MAX } from './catalogue';
import { importFile } from './importFile';
import { quoteName } from './quote';
import { type EventStore, openEvents } from './store';

const T0 = Date.UTC(2026, 2, 1, 12);
const EVENT = { origin: 'event', bytes: 100 } as const;

let folder: string;
let events: EventStore;

const open = () =>
  openEvents({
    path: join(folder, 'events.duckdb'),
    filesDir: join(folder, 'files'),
    clock: () => T0,
    memoryLimit: '256MB',
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-describe-'));
  events = await open();
});

afterEach(async () => {
  await events.close();
  await rm(folder, { recursive: true, force: true });
});

/** The rows under their columns' names, by id. */
async function rowsOf(stream: string): Promise<Record<string, unknown>[]> {
  const entry = events.entry(stream);
  const columns = [...entry.event.values()];
  const select = columns.map(({ physical }) => quoteName(physical)).join(', ');
  const reader = await events.read((c) =>
    c.runAndReadAll(`SELECT ${select} FROM ${quoteName(entry.table)} ORDER BY _id`),
  );
  return reader.getRowsJS().map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]])));
}

const columnOf = (stream: string, name: string) =>
  events.stream(stream)?.columns.find((column) => column.name === name);

describe('texts that come in', () => {
  it('are described in columns beside them, marked with where they come from', async () => {
    await events.append(
      'chat',
      [
        { id: 'a', prompt: 'Where is my parcel?', response: 'Write to help@shop.example, it is on its way.' },
        { id: 'b', prompt: null, response: '' },
      ],
      EVENT,
    );
    expect(columnOf('chat', 'response.pii')).toEqual({
      name: 'response.pii',
      type: 'text',
      role: 'other',
      derivedFrom: 'response',
    });
    const [a, b] = await rowsOf('chat');
    expect(a).toMatchObject({
      'prompt.words': 4,
      'prompt.language': 'en',
      'response.pii': 'email',
      'response.words': 10,
      'response.refusal': false,
      'response.json': 'none',
    });
    expect(b).toMatchObject({ 'prompt.words': null, 'response.words': 0, 'response.refusal': null });
  });

  it('are compared with the other texts of their row', async () => {
    const row = {
      id: 'a',
      question: 'When does the shop open?',
      answer: 'The shop opens at nine.',
      context: 'Our shop opens at nine in the morning.',
      system_prompt: 'You are a helpful shop assistant.',
    };
    await events.append('chat', [row], EVENT);
    const [a] = await rowsOf('chat');
    expect(a).toMatchObject({ 'answer.groundedness': 1, 'answer.leakage': 0 });
    expect(a?.['answer.prompt_similarity']).toBeGreaterThan(0);
    expect(a).toHaveProperty(['context.injection'], 0);
    expect(a).not.toHaveProperty(['context.words']);
  });

  it('cost a stream without texts no column', async () => {
    await events.append('loans', [{ id: 'a', comment: 'a long text', age: 3 }], EVENT);
    expect(events.stream('loans')?.columns.map(({ name }) => name)).toEqual(['id', 'comment', 'age']);
  });

  it('leave a name that the user had before to the user', async () => {
    await events.append('chat', [{ id: 'a', response: 'one two', 'response.words': 'mine' }], EVENT);
    expect((await rowsOf('chat'))[0]).toMatchObject({ 'response.words': 'mine', 'response.characters': 7 });
    expect(columnOf('chat', 'response.words')).not.toHaveProperty('derivedFrom');
  });

  it('refuse a value for what is computed, by name, and keep the other records', async () => {
    await events.append('chat', [{ id: 'a', response: 'one' }], EVENT);
    const answer = await events.append(
      'chat',
      [
        { id: 'b', response: 'two', 'response.words': 5 },
        { id: 'c', response: 'three words here', 'response.words': null },
      ],
      EVENT,
    );
    expect(answer).toMatchObject({ accepted: 1, rejected: 1 });
    expect(answer.problems[0]?.what).toContain('is computed from `response`');
    const late = await events.append('chat', [{ id: 'a', 'response.words': 5 }], {
      origin: 'label',
      bytes: 9,
    });
    expect(late).toMatchObject({ accepted: 0, rejected: 1 });
    expect((await rowsOf('chat')).map((row) => row['response.words'])).toEqual([1, 3]);
  });

  it('take as many places as are left, and no more', async () => {
    const wide = Object.fromEntries(Array.from({ length: COLUMNS_MAX - 4 }, (_, i) => [`x${i}`, i]));
    await events.append('wide', [{ id: 'a', ...wide, response: 'one two' }], EVENT);
    const columns = events.stream('wide')?.columns ?? [];
    expect(columns).toHaveLength(COLUMNS_MAX);
    expect(columns.slice(-2).map(({ name }) => name)).toEqual(['response.characters', 'response.words']);
    expect((await rowsOf('wide'))[0]).toMatchObject({ 'response.words': 2, x7: 7 });
  });

  it('may be as hostile as they like', async () => {
    const long = `${'a '.repeat(400_000)}me@mail.example`;
    const answer = await events.append(
      'chat',
      [
        { id: 'a', response: long },
        { id: 'b', response: '\ud800 half' },
        { id: 'c', response: '__proto__', __proto__: null, constructor: 'x' },
        { id: 'd', response: '\u0000\uffff{"__proto__":{"a":1}}' },
        { id: 'e', response: 'x'.repeat(10_000_000) },
      ],
      EVENT,
    );
    expect(answer).toMatchObject({ accepted: 3, rejected: 2 });
    const [a, c] = await rowsOf('chat');
    expect(a).toMatchObject({ 'response.words': 400_003, 'response.pii': 'none' });
    expect(c).toMatchObject({ 'response.words': 1 });
  });
});

describe('texts that are there already', () => {
  const rows = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => ({
      id: `m${from + i}`,
      ts: T0 + i * 1000,
      message: `word ${'x '.repeat((from + i) % 5)}`,
    }));

  it('are described when their column gets its role, and touch what was tallied of them', async () => {
    await events.append('chat', rows(0, 1300), EVENT);
    expect(columnOf('chat', 'message.words')).toBeUndefined();
    const before = events.touchedSince('chat', { from: T0, to: T0 + 3_600_000 });
    await events.setRole('chat', 'message', 'response');
    expect(columnOf('chat', 'message.words')).toMatchObject({ derivedFrom: 'message' });
    await events.append('chat', rows(1300, 1310), EVENT);
    await events.described();
    const stored = await rowsOf('chat');
    expect(stored).toHaveLength(1310);
    for (const row of stored) expect(row['message.words']).toBe(1 + (Number(String(row.id).slice(1)) % 5));
    expect(events.touchedSince('chat', { from: T0, to: T0 + 3_600_000 })).toBeGreaterThan(before);
  });

  it('are described to the end after a restart in the middle', async () => {
    await events.append('chat', rows(0, 1300), EVENT);
    await events.setRole('chat', 'message', 'prompt');
    await events.close();
    events = await open();
    await events.described();
    const stored = await rowsOf('chat');
    expect(stored.filter((row) => row['message.words'] === null)).toEqual([]);
    expect(columnOf('chat', 'message.words')).toMatchObject({ derivedFrom: 'message', role: 'other' });
  });

  it('keep their descriptions when the rows get another time, and where a role is taken away', async () => {
    await events.append('chat', [{ id: 'a', at: T0, when: T0 + 60_000, response: 'one two' }], EVENT);
    await events.setRole('chat', 'when', 'timestamp');
    expect((await rowsOf('chat'))[0]).toMatchObject({ 'response.words': 2 });
    expect(columnOf('chat', 'response.words')).toMatchObject({ derivedFrom: 'response' });
    await events.setRole('chat', 'response', 'feature');
    await events.append('chat', [{ id: 'b', response: 'three words here' }], EVENT);
    expect((await rowsOf('chat')).map((row) => row['response.words'])).toEqual([2, null]);
    await events.setRole('chat', 'response', 'response');
    await events.described();
    expect((await rowsOf('chat')).map((row) => row['response.words'])).toEqual([2, 3]);
  });

  it('get what compares them once the other text has its role', async () => {
    await events.append(
      'chat',
      [{ id: 'a', response: 'the shop opens', facts: 'the shop opens at nine' }],
      EVENT,
    );
    await events.setRole('chat', 'facts', 'context');
    await events.described();
    expect((await rowsOf('chat'))[0]).toMatchObject({ 'response.groundedness': 1, 'facts.injection': 0 });
  });
});

describe('files', () => {
  it('are described on the way in', async () => {
    await writeFile(join(folder, 'files', 'chat.csv'), 'id,answer\na,I cannot help with that.\nb,Gladly.\n');
    await importFile(events, { file: 'chat.csv', stream: 'chat', origin: 'event', received: T0 });
    expect((await rowsOf('chat')).map((row) => row['answer.refusal'])).toEqual([true, false]);
  });

  it('are refused where they bring what is computed', async () => {
    await events.append('chat', [{ id: 'a', answer: 'one' }], EVENT);
    await writeFile(join(folder, 'files', 'back.csv'), 'id,answer,answer.words\nb,two,7\n');
    await expect(
      importFile(events, { file: 'back.csv', stream: 'chat', origin: 'event', received: T0 }),
    ).rejects.toThrow('`answer.words` is computed from `answer`');
  });
});
