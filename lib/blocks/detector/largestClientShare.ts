import * as z from 'zod';
import { columnRef, defineDetector, type Score, type ScoreInput, scored, unscored } from '@/lib/blocks/block';
import { groupsInAll, sampleOf } from '@/lib/blocks/sampled';
import { figure, percent } from '@/lib/blocks/words';
import { MINUTE_MS } from '@/lib/core/time';
import { rowsOf, type Tally } from '@/lib/tally/tally';

/** Clients kept of a window. Where there are more, the largest may be missed, and the sentence says so. */
const CLIENTS_MAX = 5000;
const PARTS_MAX = 10;

/** Share of requests that come from the busiest client. */
export const largestClientShare = defineDetector({
  type: 'largest_client_share',
  title: 'Largest client share',
  category: 'security and privacy',
  unit: 'share',
  worse: 'higher',
  summary: 'How much of all requests comes from the one client that sends most.',
  when: 'Put it on a public interface: a loop, a scraper or an attempt to copy the model shows as one client that takes over. It is exact for up to 5,000 clients in a window.',
  synonyms: ['burst', 'rate limit', 'abuse', 'scraping', 'model extraction', 'denial of service', 'tenant'],
  params: z.strictObject({
    client: columnRef({ title: 'Client', description: 'Who sent the row: a user, a key, an address.' }),
  }),
  example: { client: 'workclass' },
  run: ({ client }) => ({
    reference: 'unused',
    profiles: [],
    needs: () => ({
      keys: [],
      measures: [{ of: 'sum', column: { is: { not: { column: client, op: 'missing' } } } }],
      sample: { by: [client], columns: [client], n: CLIENTS_MAX, rowsMax: 1 },
    }),
    score: (input) => scoreLargest(client, input),
  }),
});

type Client = { name: string; count: number };

/** The busiest first; rows without a client are nobody's. */
function clientsOf(tally: Tally): { clients: Client[]; rows: number } {
  const clients = sampleOf(tally).flatMap(({ count, rows: [row] }) => {
    const name = row?.values[0] ?? null;
    return name === null ? [] : [{ name: String(name), count }];
  });
  const rows = tally.cells[0]?.values[0] ?? 0;
  return { clients: clients.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)), rows };
}

function scoreLargest(client: string, { current, reference, span }: ScoreInput): Score {
  const { clients, rows } = clientsOf(current);
  const [largest] = clients;
  if (!largest || rows === 0)
    return unscored(rowsOf(current) === 0 ? 'no rows in this window' : `no row of this window has ${client}`);
  const old = reference ? clientsOf(reference) : null;
  const before = old && old.rows > 0 ? (old.clients[0]?.count ?? 0) / old.rows : null;
  const share = largest.count / rows;
  const minutes = (span.to - span.from) / MINUTE_MS;
  const rate = minutes > 0 ? `, ${figure(largest.count / minutes)} a minute` : '';
  const beside = before === null ? '' : `; the largest of the reference sent ${percent(before)}`;
  const all = groupsInAll(sampleOf(current), CLIENTS_MAX);
  const looked = all.exact
    ? ''
    : `; looked at ${clients.length} of about ${all.count} clients, a larger one may be missed`;
  const known = all.exact ? clients.length : all.count;
  const among = known === 1 ? 'the only client' : `one of ${known} clients`;
  const name = largest.name === '' ? 'the client without a name' : largest.name;
  return scored(share, rows, {
    sentence: `${name} sent ${percent(share)} of requests (${largest.count} of ${rows}${rate}), ${among}${beside}${looked}`,
    parts: clients.slice(0, PARTS_MAX).map(({ name: label, count }) => ({
      label: label === '' ? 'without a name' : label,
      reference:
        old && old.rows > 0 ? (old.clients.find((one) => one.name === label)?.count ?? 0) / old.rows : null,
      current: count / rows,
    })),
  });
}
