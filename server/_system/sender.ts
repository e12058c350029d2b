import type { Rng } from '@/lib/core/rng';
import { pause } from './tocsin';

/** What a sender knows of its own events: which were answered for, and how. */
export type Ledger = {
  /** Ids that were answered as stored or as duplicates. */
  acknowledged: Set<string>;
  /** Good records in answered requests, and what the answers said became of them and of the bad ones. */
  sent: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  /** Bad records in answered requests. */
  bad: number;
  requests: number;
  /** Requests that were cut off or refused and sent again. */
  repeated: number;
};

export type Sender = { ledger: Ledger; stop: () => Promise<void> };
type Post = (body: string) => Promise<Response>;

/**
 * Sends numbered events, batch after batch, as a production system would: whatever is not answered 2xx or 400 is sent
 * again under the same ids. Now and then a batch holds a record that cannot be stored, and one that was answered
 * for is sent once more.
 */
export function startSender(post: Post, { rng, prefix }: { rng: Rng; prefix: string }): Sender {
  const ledger: Ledger = {
    acknowledged: new Set(),
    sent: 0,
    accepted: 0,
    duplicates: 0,
    rejected: 0,
    bad: 0,
    requests: 0,
    repeated: 0,
  };
  let next = 0;
  let stopped = false;
  let last: string[] = [];

  async function untilAnswered(body: string): Promise<Answer> {
    for (;;) {
      const answer = await tryOnce(post, body);
      if (answer) return answer;
      ledger.repeated += 1;
      await pause(20);
    }
  }

  async function run(): Promise<void> {
    while (!stopped) {
      const again = last.length > 0 && rng.uniform() < 0.1;
      const ids = again ? last : Array.from({ length: 1 + rng.below(60) }, () => `${prefix}-${next++}`);
      const records: unknown[] = ids.map((id) => ({ id, n: Number(id.split('-').at(-1)) }));
      const hasBad = rng.uniform() < 0.2;
      if (hasBad)
        records.splice(rng.below(records.length + 1), 0, { id: `${prefix}-bad`, n: 'not a number' });
      const answer = await untilAnswered(JSON.stringify(records));
      ledger.requests += 1;
      ledger.sent += ids.length;
      ledger.bad += hasBad ? 1 : 0;
      ledger.accepted += answer.accepted;
      ledger.duplicates += answer.duplicates;
      ledger.rejected += answer.rejected;
      for (const id of ids) ledger.acknowledged.add(id);
      last = ids;
      await pause(rng.below(10));
    }
  }

  const running = run();
  return {
    ledger,
    async stop() {
      stopped = true;
      await running;
    },
  };
}

type Answer = { accepted: number; duplicates: number; rejected: number };

/** The answer, where there is one that stands. */
async function tryOnce(post: Post, body: string): Promise<Answer | null> {
  try {
    const response = await post(body);
    const answer = (await response.json()) as Answer;
    return response.ok || response.status === 400 ? answer : null;
  } catch {
    return null;
  }
}
