import { type EmbeddedPair, embeddedPairs } from '@/lib/descriptors/embedded';
import { addDerivedColumn, COLUMNS_MAX, type StoredColumn, type StreamEntry, saveEntry } from './catalogue';
import { quoteName, quoteText, quoteWhole } from './quote';
import type { EventStore } from './store';

/** Of a text as many characters are embedded; endpoints take about 8,000 tokens. */
const CHARACTERS_MAX = 8_000;

/** A row whose answers wait to be compared. */
export type WaitingRow = {
  rowid: number;
  /** Of its whole texts: what is at that place in the table must still be them when the answer comes. */
  hash: string;
  /** Beginnings of the texts of each pair; null where a text is missing or the pair is known. */
  pairs: readonly (readonly [text: string, other: string] | null)[];
};
export type Waiting = { key: string; rows: readonly WaitingRow[] };

/** What a row's pairs came to; null stays missing. */
export type Similar = { row: WaitingRow; values: readonly (number | null)[] };

type Pair = EmbeddedPair & { target: StoredColumn; text: StoredColumn; other: StoredColumn };

/** The pairs whose columns are all on disk. */
function pairsOf(entry: StreamEntry): Pair[] {
  const stored = new Map(entry.inTable.event.map((column) => [column.name, column]));
  return embeddedPairs([...entry.event.values()]).flatMap((pair): Pair[] => {
    const [target, text, other] = [stored.get(pair.name), stored.get(pair.from), stored.get(pair.against)];
    return target && text && other ? [{ ...pair, target, text, other }] : [];
  });
}

const missingOf = (entry: StreamEntry): EmbeddedPair[] =>
  entry.event.size + entry.label.size >= COLUMNS_MAX
    ? []
    : embeddedPairs([...entry.event.values()]).filter(
        ({ name }) => !entry.event.has(name) && !entry.label.has(name),
      );

/** Adds the columns that similarities are written to, where the stream has texts to compare. */
export async function addEmbeddedColumns(events: EventStore, stream: string): Promise<void> {
  if (missingOf(events.entry(stream)).length === 0) return;
  await events.amend(stream, async (connection, { entry }) => {
    for (const { name, from } of missingOf(entry)) {
      addDerivedColumn(entry, { name, type: 'number', derivedFrom: from });
    }
    await saveEntry(connection, entry);
    return [];
  });
}

export type WaitingAsk = {
  limit: number;
  /** Only rows of later commits. */
  after: number;
  /** Hashes of rows that are left out. */
  skip: readonly string[];
  /** The newest rows, or any: then one that is refused does not stand before the others for good. */
  pick: 'newest' | 'any';
};

/** What tells one set of pairs of one table from another; null where there is nothing to compare now. */
export function embeddingKey(entry: StreamEntry): string | null {
  const pairs = pairsOf(entry);
  // Rows that still wait to be described must keep their numbers until then.
  if (pairs.length === 0 || entry.describedBelow !== null) return null;
  return JSON.stringify([entry.table, ...pairs.map(({ name, against }) => [name, against])]);
}

export async function readWaiting(events: EventStore, stream: string, ask: WaitingAsk): Promise<Waiting> {
  const entry = events.entry(stream);
  const pairs = pairsOf(entry);
  const key = embeddingKey(entry);
  if (key === null) return { key: '', rows: [] };
  const waits = pairs.map(waitsSql);
  const texts = pairs.flatMap(({ text, other }, i) =>
    [text, other].map(
      ({ physical }) => `, CASE WHEN ${waits[i]} THEN left(${quoteName(physical)}, ${CHARACTERS_MAX}) END`,
    ),
  );
  const reader = await events.read((connection) =>
    connection.runAndReadAll(
      `SELECT rowid::DOUBLE, ${hashSql(pairs)}${texts.join('')} FROM ${quoteName(entry.table)}
       WHERE _seq > ${quoteWhole(ask.after)} AND (${waits.join(' OR ')})
         AND ${hashSql(pairs)} NOT IN (SELECT unnest(from_json($1::JSON, '["VARCHAR"]')))
       ORDER BY ${ask.pick === 'any' ? 'random()' : 'rowid DESC'} LIMIT ${quoteWhole(ask.limit)}`,
      [JSON.stringify(ask.skip)],
    ),
  );
  const rows = reader.getRowsJS().map(([rowid, hash, ...read]): WaitingRow => {
    const pairsRead = pairs.map((_, i) => {
      const [text, other] = [read[2 * i], read[2 * i + 1]];
      return typeof text === 'string' && typeof other === 'string' ? ([text, other] as const) : null;
    });
    return { rowid: Number(rowid), hash: String(hash), pairs: pairsRead };
  });
  return { key, rows };
}

const waitsSql = ({ target, text, other }: Pair): string => {
  const said = [text, other].map(({ physical }) => `regexp_matches(${quoteName(physical)}, '\\S')`);
  return `coalesce(${quoteName(target.physical)} IS NULL AND ${said.join(' AND ')}, false)`;
};

const hashSql = (pairs: readonly Pair[]): string => {
  const columns = new Set(pairs.flatMap(({ text, other }) => [text.physical, other.physical]));
  return `hash(${[...columns].map(quoteName).join(', ')})::VARCHAR`;
};

/** Writes similarities under a new commit, so that tallies of their rows are read anew. Not where roles have changed since. */
export async function writeSimilar(
  events: EventStore,
  stream: string,
  { key, known }: { key: string; known: readonly Similar[] },
): Promise<void> {
  if (known.length === 0) return;
  await events.amend(stream, async (connection, { entry, seq }) => {
    if (embeddingKey(entry) !== key) return [];
    const pairs = pairsOf(entry);
    const shape = Object.fromEntries([
      ['rid', 'BIGINT'],
      ['hash', 'VARCHAR'],
      ...pairs.map((_, i) => [`v${i}`, 'DOUBLE']),
    ]);
    const records = known.map(({ row: { rowid: rid, hash }, values }) => ({
      rid,
      hash,
      ...Object.fromEntries(pairs.map((_, i) => [`v${i}`, values[i] ?? null])),
    }));
    const sets = pairs.map(({ target: { physical } }, i) => {
      const name = quoteName(physical);
      return `, ${name} = coalesce(d.r.v${i}, t.${name})`;
    });
    const ids = known.map(({ row }) => row.rowid);
    const reader = await connection.runAndReadAll(
      `UPDATE ${quoteName(entry.table)} AS t SET _seq = ${quoteWhole(seq)}${sets.join('')}
       FROM (SELECT unnest(from_json($1::JSON, ${quoteText(JSON.stringify([shape]))})) AS r) d
       WHERE t.rowid = d.r.rid AND ${hashSql(pairs)} = d.r.hash
         AND t.rowid BETWEEN ${quoteWhole(Math.min(...ids))} AND ${quoteWhole(Math.max(...ids))}
       RETURNING _time::DOUBLE`,
      [JSON.stringify(records)],
    );
    return reader.getRowsJS().map(([time]) => Number(time));
  });
}
