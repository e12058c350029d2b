import { describe, expect, it } from 'vitest';
import { bound, rowsOfObjects, scoreRows } from '@/lib/blocks/_fixtures/rows';
import type { Block, Score } from '@/lib/blocks/block';
import { compile } from '@/lib/compile/compile';
import type { ColumnInfo, Value } from '@/lib/tally/column';
import { answerGroundedness } from './answerGroundedness';
import { answerLength } from './answerLength';
import { answerReadability } from './answerReadability';
import { answerRelevance } from './answerRelevance';
import { answerRepetition } from './answerRepetition';
import { injectionShare } from './injectionShare';
import { invalidFormatShare } from './invalidFormatShare';
import { jailbreakShare } from './jailbreakShare';
import { languageMismatchShare } from './languageMismatchShare';
import { leakageShare } from './leakageShare';
import { otherLanguageShare } from './otherLanguageShare';
import { piiShare } from './piiShare';
import { refusalRate } from './refusalRate';
import { secretsShare } from './secretsShare';
import { toxicityShare } from './toxicityShare';

const sentenceOf = (score: Score) => (score.ok ? score.explanation?.sentence : score.why);
const rows = (column: string, values: readonly Value[]) =>
  rowsOfObjects(values.map((value) => ({ [column]: value })));

type Said = readonly [block: Block<'detector'>, params: object, column: string];

/** What a detector says of the values of one column. */
function say([block, params, column]: Said, now: readonly Value[], then?: readonly Value[]) {
  return scoreRows(bound(block, params), rows(column, now), then ? rows(column, then) : undefined);
}

describe('shares of texts', () => {
  it('tells the kinds of personal data', () => {
    const now = ['none', 'email', 'email+phone', 'none', null];
    const score = say([piiShare, { text: 'answer' }, 'answer.pii'], now, ['none', 'phone']);
    expect(score).toMatchObject({ ok: true, value: 0.5, rows: 4 });
    expect(sentenceOf(score)).toBe(
      '50 % of answer contains personal data (2 of 4 rows), mostly e-mail addresses, 50 % in the reference',
    );
    expect(score.ok && score.explanation?.parts).toEqual([
      { label: 'e-mail addresses', reference: 0, current: 0.5 },
      { label: 'telephone numbers', reference: 0.5, current: 0.25 },
    ]);
  });

  it('counts one kind alone where asked', () => {
    const score = say([piiShare, { text: 'a', kind: 'phone' }, 'a.pii'], ['email', 'email+phone', 'none']);
    expect(sentenceOf(score)).toBe('33.3 % of a contains personal data (1 of 3 rows), all telephone numbers');
  });

  it('tells secrets', () => {
    const score = say([secretsShare, { text: 'a' }, 'a.secrets'], ['none', 'none', 'none', 'api_key']);
    expect(sentenceOf(score)).toBe(
      '25 % of a contains a secret (1 of 4 rows), all keys and tokens of providers',
    );
  });

  it('tells refusals', () => {
    const score = say([refusalRate, { response: 'a' }, 'a.refusal'], [true, false, false, null], [false]);
    expect(score).toMatchObject({ ok: true, value: 1 / 3, rows: 3 });
    expect(sentenceOf(score)).toBe('33.3 % of a is a refusal (1 of 3 rows), 0 % in the reference');
  });

  it.each([
    [toxicityShare, { text: 'a', limit: 0.5 }, 'a.toxicity', 'is toxic'],
    [injectionShare, { text: 'a' }, 'a.injection', 'looks like a prompt injection'],
    [jailbreakShare, { prompt: 'a' }, 'a.jailbreak', 'looks like a jailbreak attempt'],
    [leakageShare, { response: 'a', limit: 0.5 }, 'a.leakage', 'repeats the system prompt'],
  ] as const)('counts scores from the limit on: %#', (...[block, params, column, words]) => {
    const score = say([block, params, column], [0.499, 0.5, 1, 0, null]);
    expect(score).toMatchObject({ ok: true, value: 0.5, rows: 4 });
    expect(sentenceOf(score)).toBe(`50 % of a ${words} (2 of 4 rows)`);
  });

  it('tells answers that are no JSON, or lack a key', () => {
    const forms = ['object:answer,sources', 'object:answer', 'array', 'none'];
    const any = say([invalidFormatShare, { response: 'a' }, 'a.json'], forms);
    expect(sentenceOf(any)).toBe('25 % of a is not JSON (1 of 4 rows), all no JSON');
    const keyed = say([invalidFormatShare, { response: 'a', keys: ['answer', 'sources'] }, 'a.json'], forms);
    expect(keyed).toMatchObject({ ok: true, value: 0.75 });
    expect(sentenceOf(keyed)).toBe(
      '75 % of a is not JSON with answer, sources (3 of 4 rows), mostly no JSON',
    );
  });

  it('tells other languages', () => {
    const score = say(
      [otherLanguageShare, { response: 'a', language: 'de' }, 'a.language'],
      ['de', 'en', 'en', 'fr', null],
    );
    expect(sentenceOf(score)).toBe('75 % of a is not in de (3 of 4 rows), mostly en');
  });

  it('tells answers in another language than their question', () => {
    const pairs = [
      ['de', 'de'],
      ['de', 'en'],
      ['de', 'en'],
      ['fr', 'en'],
      [null, 'en'],
    ].map(([q = null, a = null]) => ({ 'q.language': q, 'a.language': a }));
    const score = scoreRows(
      bound(languageMismatchShare, { prompt: 'q', response: 'a' }),
      rowsOfObjects(pairs),
    );
    expect(score).toMatchObject({ ok: true, value: 0.75, rows: 4 });
    expect(sentenceOf(score)).toBe(
      '75 % of a is in another language than q (3 of 4 rows), most often de to en',
    );
    const none = scoreRows(
      bound(languageMismatchShare, { prompt: 'q', response: 'a' }),
      rowsOfObjects(pairs.slice(4)),
    );
    expect(sentenceOf(none)).toBe('no row tells the language of both q and a');
  });

  it('has no answer where nothing was described', () => {
    expect(say([refusalRate, { response: 'a' }, 'a.refusal'], [null, null])).toEqual({
      ok: false,
      rows: 0,
      why: 'a.refusal has no usable value in this window (2 rows)',
    });
    expect(sentenceOf(say([piiShare, { text: 'a' }, 'a.pii'], []))).toBe('no rows in this window');
  });
});

describe('means over texts', () => {
  it.each([
    [answerLength, 'a.words', [100, 50, null], 75, 'a has 75 words on average over 2 rows'],
    [
      answerRepetition,
      'a.repetition',
      [0.1, 0.3],
      0.2,
      'a repeats 20 % of its word sequences on average over 2 rows',
    ],
    [answerReadability, 'a.readability', [60, 70], 65, 'the reading ease of a is 65 on average over 2 rows'],
    [
      answerGroundedness,
      'a.groundedness',
      [0.5, 1],
      0.75,
      'the context backs 75 % of the words of a on average over 2 rows',
    ],
    [
      answerRelevance,
      'a.prompt_similarity',
      [0.2, 0.4],
      0.3,
      'a and its question are alike by 30 % on average over 2 rows',
    ],
  ] as const)('%#', (...[block, column, values, mean, sentence]) => {
    const score = say([block, { response: 'a' }, column], [...values]);
    expect(score.ok && score.value).toBeCloseTo(mean, 12);
    expect(sentenceOf(score)).toBe(sentence);
    expect(sentenceOf(say([block, { response: 'a' }, column], [...values], [...values]))).toBe(
      `${sentence}, ${sentence.match(/[\d.]+( %)?/)?.[0]} in the reference`,
    );
  });

  it.each([
    [answerGroundedness, 'a.context_similarity_embedded', 'a and its context are alike by 0.75'],
    [answerRelevance, 'a.prompt_similarity_embedded', 'a and its question are alike by 0.75'],
  ] as const)('compares by embeddings where asked: %#', (...[block, column, words]) => {
    const said: Said = [block, { response: 'a', measure: 'embedding' }, column];
    const score = say(said, [0.5, 1, null]);
    expect(score).toMatchObject({ ok: true, value: 0.75, rows: 2 });
    expect(sentenceOf(score)).toBe(`${words} on average by their embeddings over 2 rows`);
    expect(say(said, [null])).toMatchObject({ ok: false });
  });

  it('counts characters or tokens where asked', () => {
    const score = say([answerLength, { response: 'a', count: 'tokens' }, 'a.tokens'], [10, 20]);
    expect(sentenceOf(score)).toBe('a has 15 tokens on average over 2 rows');
  });
});

describe('a text that is not described', () => {
  const column = (name: string, role: ColumnInfo['role'], type: ColumnInfo['type'] = 'text'): ColumnInfo => ({
    name,
    type,
    role,
  });
  const problemsWith = (columns: readonly ColumnInfo[], params = '') =>
    compile(
      `version: 1
name: Refusals
schedule: { every: 1h, window: 1h }
nodes:
  rows: { type: stream, params: { stream: chat } }
  refusals: { type: refusal_rate, inputs: [rows]${params} }
  many: { type: limit, inputs: [refusals], params: { warning: 0.1 } }
  tell: { type: log, inputs: [many] }
`,
      { streams: { chat: columns }, files: {}, connections: {} },
    ).problems.map(({ code, what }) => `${code}: ${what}`);

  it('is a problem before anything runs', () => {
    expect(problemsWith([column('answer', 'feature')], ', params: { response: answer }')).toEqual([
      'not_described: `refusals` reads `answer.refusal`, and the texts of `answer` are not described.',
    ]);
    expect(
      problemsWith([column('answer', 'response'), column('answer.refusal', 'other', 'boolean')]),
    ).toEqual([]);
  });

  it('is one problem and not two where the column is not there or no text', () => {
    expect(problemsWith([column('x', 'feature')], ', params: { response: answer }')).toHaveLength(1);
    expect(
      problemsWith([column('answer', 'feature', 'number')], ', params: { response: answer }'),
    ).toHaveLength(1);
    expect(problemsWith([column('x', 'feature')])).toEqual([expect.stringMatching(/^missing_role/)]);
  });
});

describe('a text that no endpoint embeds', () => {
  const columns: ColumnInfo[] = [
    { name: 'answer', type: 'text', role: 'response' },
    { name: 'answer.groundedness', type: 'number', role: 'other', derivedFrom: 'answer' },
  ];
  const problemsOf = (measure: string, more: readonly ColumnInfo[] = []) =>
    compile(
      `version: 1
name: Grounded
schedule: { every: 1h, window: 1h }
nodes:
  rows: { type: stream, params: { stream: chat } }
  grounded: { type: answer_groundedness, inputs: [rows], params: { measure: ${measure} } }
  many: { type: limit, inputs: [grounded], params: { warning: 0.1 } }
  tell: { type: log, inputs: [many] }
`,
      { streams: { chat: [...columns, ...more] }, files: {}, connections: {} },
    ).problems;

  it('is a problem that says what to set, and only where embeddings are asked for', () => {
    expect(problemsOf('words')).toEqual([]);
    const [problem, ...rest] = problemsOf('embedding');
    expect(rest).toEqual([]);
    expect(problem).toMatchObject({
      code: 'not_embedded',
      level: 'error',
      what: '`grounded` reads `answer.context_similarity_embedded`, and no embedding endpoint compares the texts of `answer`.',
      fix: expect.stringContaining('Set TOCSIN_EMBEDDING_URL on the server'),
    });
    const derived = { name: 'answer.context_similarity_embedded', type: 'number', role: 'other' } as const;
    expect(problemsOf('embedding', [{ ...derived, derivedFrom: 'answer' }])).toEqual([]);
  });
});
