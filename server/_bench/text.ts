import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createRng } from '@/lib/core/rng';
import { piiKinds } from '@/lib/descriptors/derived';
import { createDescriber, derivations } from '@/lib/descriptors/describe';
import { injection } from '@/lib/descriptors/injection';
import { jailbreak } from '@/lib/descriptors/jailbreak';
import { findPii } from '@/lib/descriptors/pii';
import { createText } from '@/lib/descriptors/text';
import { toxicity } from '@/lib/descriptors/toxicity';
import { readCsv } from '@/server/cli/readCsv';
import { took } from './measure';
import type { Family } from './options';
import { type Row, skipped, verdictOf } from './row';

const DATA = resolve('..', 'shared', 'data');
const TEXTS = 10_000;
const TEXT_LENGTH = 1_000;

/** Descriptors of texts: how long they take, and what they find in marked texts. */
export const text: Family = {
  name: 'text',
  ids: ['text'],
  run: async () => {
    const rows = [await speed()];
    if (!existsSync(DATA)) return [...rows, skipped('text', 'precision and recall', `no data in ${DATA}`)];
    rows.push(...personalData(), ...toxic(), ...attacks());
    return rows;
  },
};

const VOCABULARY =
  'the of and to in is you that it he was for on are as with his they at be this have from or one had by word but not what all were we when your can said there use an each which she do how their if will up other about out many then them these so some her would make like him into time has look two more write go see number no way could people my than first water been call who oil its now find long down day did get come made may part delivery customer invoice order shipping 4.50 2024 support@example.com 42 parcel'.split(
    ' ',
  );

async function speed(): Promise<Row> {
  const rng = createRng('text');
  const sentence = () => `${Array.from({ length: 12 }, () => rng.pick(VOCABULARY)).join(' ')}. `;
  const texts = Array.from({ length: TEXTS }, () => {
    let one = '';
    while (one.length < TEXT_LENGTH) one += sentence();
    return one.slice(0, TEXT_LENGTH);
  });
  const columns = [
    { name: 'prompt', type: 'text', role: 'prompt' },
    { name: 'response', type: 'text', role: 'response' },
    { name: 'context', type: 'text', role: 'context' },
    { name: 'system_prompt', type: 'text', role: 'system_prompt' },
  ];
  const describe = createDescriber(derivations(columns));
  // Each row has two texts of its own and two that recur, all of them described as their roles ask.
  const { wallMs, cpuMs } = await took(() => {
    for (let i = 0; i < TEXTS; i += 2) {
      const row = [texts[i], texts[i + 1], texts[0], texts[1]];
      describe((name) => row[columns.findIndex((column) => column.name === name)]);
    }
  });
  const seconds = cpuMs / 1_000;
  return {
    id: 'text',
    what: `all descriptors, ${TEXTS.toLocaleString('en')} texts of 1 kB`,
    ask: '2 s',
    good: '',
    measured: `${seconds.toFixed(2)} s of a core`,
    ratio: `${(wallMs / 1_000).toFixed(2)} s on the clock`,
    verdict: verdictOf({ value: seconds, ask: 2, better: 'lower' }),
  };
}

type Counts = { hits: number; extra: number; missed: number };

function found(
  what: string,
  { hits, extra, missed }: Counts,
  ask: { precision: number; recall: number },
): Row {
  const [precision, recall] = [hits / Math.max(1, hits + extra), hits / Math.max(1, hits + missed)];
  return {
    id: 'text',
    what,
    ask: `precision ${ask.precision}, recall ${ask.recall}`,
    good: '',
    measured: `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
    ratio: `${hits} of ${hits + missed}, ${extra} extra`,
    verdict: verdictOf(
      { value: precision, ask: ask.precision, better: 'higher' },
      { value: recall, ask: ask.recall, better: 'higher' },
    ),
  };
}

type Marked = { text: string; spans: { type: string; start: number; end: number }[] };

const KIND_OF: Readonly<Record<string, string>> = {
  EMAIL_ADDRESS: 'email',
  PHONE_NUMBER: 'phone',
  CREDIT_CARD: 'card',
  IBAN_CODE: 'iban',
  IP_ADDRESS: 'ip',
  US_SSN: 'national_id',
};

type Place = { kind: string; start: number; end: number };

const isSame = (a: Place, b: Place) => a.kind === b.kind && a.start < b.end && b.start < a.end;

/** The marks of the kinds that are looked for. They count code points, the descriptors UTF-16 units. */
function wantedIn({ text: whole, spans }: Marked): Place[] {
  const points = [...whole];
  const unit = (point: number) => points.slice(0, point).join('').length;
  return spans.flatMap(({ type, start, end }) => {
    const kind = KIND_OF[type];
    return kind === undefined ? [] : [{ kind, start: unit(start), end: unit(end) }];
  });
}

const sentences = (): Marked[] =>
  readFileSync(resolve(DATA, 'pii-synthetic/pii.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Marked);

function personalData(): Row[] {
  const counts = new Map<string, Counts>(piiKinds.map((kind) => [kind, { hits: 0, extra: 0, missed: 0 }]));
  const count = (kind: string, what: keyof Counts) => {
    const own = counts.get(kind);
    if (own) own[what] += 1;
  };
  for (const sentence of sentences()) {
    const wanted = wantedIn(sentence);
    const got = findPii(sentence.text);
    for (const one of wanted) count(one.kind, got.some((other) => isSame(one, other)) ? 'hits' : 'missed');
    for (const one of got) if (!wanted.some((other) => isSame(one, other))) count(one.kind, 'extra');
  }
  return [...counts].map(([kind, own]) =>
    found(`personal data, ${kind}`, own, { precision: 0.9, recall: 0.9 }),
  );
}

/** Rows under the names of the header. */
function csvOf(name: string): Record<string, string>[] {
  const [header = [], ...rows] = readCsv(readFileSync(resolve(DATA, name), 'utf8'));
  return rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i] ?? ''])));
}

function toxic(): Row[] {
  const counts = { hits: 0, extra: 0, missed: 0 };
  for (const row of csvOf('toxicity/toxicity_en.csv')) {
    const isFound = toxicity(createText(row.text ?? '')) >= 0.35;
    const isToxic = row.is_toxic === 'Toxic';
    if (isFound) counts[isToxic ? 'hits' : 'extra'] += 1;
    else if (isToxic) counts.missed += 1;
  }
  return [found('toxicity from 0.35', counts, { precision: 0.9, recall: 0.6 })];
}

function attacks(): Row[] {
  const ordinary = [
    ...csvOf('toxicity/toxicity_en.csv').map((row) => row.text ?? ''),
    ...sentences().map((one) => one.text),
  ].map(createText);
  const extra = ordinary.filter((one) => jailbreak(one) >= 0.5).length;
  const prompts = csvOf('jailbreak-prompts/prompts.csv');
  const rows = ['JBC', 'GCG'].map((attack) => {
    const own = prompts.filter((row) => row.attack === attack);
    const hits = own.filter((row) => jailbreak(createText(row.prompt ?? '')) >= 0.5).length;
    const counts = { hits, missed: own.length - hits, extra };
    return found(`jailbreak from 0.5, ${attack}`, counts, { precision: 0.9, recall: 0.7 });
  });
  const injected = ordinary.filter((one) => injection(one) >= 0.5).length;
  const row: Row = {
    id: 'text',
    what: `injection from 0.5 in ${ordinary.length} ordinary texts`,
    ask: '1 %',
    good: '',
    measured: `${((100 * injected) / ordinary.length).toFixed(2)} %`,
    ratio: `${injected} texts`,
    verdict: verdictOf({ value: injected / ordinary.length, ask: 0.01, better: 'lower' }),
  };
  return [...rows, row];
}
