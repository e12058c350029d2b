import { setTimeout as sleep } from 'node:timers/promises';
import type { Millis } from '@/lib/core/time';
import { openConnection } from '@/server/store/connections';
import { claimMessages, endpointKey, type Message, type Outcome, settleMessage } from '@/server/store/outbox';
import { engineActor, type Store, scopeOf } from '@/server/store/scope';
import { send, type Transports } from '@/server/transports/send';
import type { Sent } from '@/server/transports/sent';
import { fp } from './failpoints';
import type { Log } from './log';
import type { Metrics } from './metrics';

export type Delivery = {
  /** Claims what is due and starts sending it; resolves once it has been claimed. */
  tick: () => Promise<number>;
  idle: () => Promise<void>;
  start: () => void;
  stop: () => Promise<void>;
  /** Something new waits: looks at once. */
  wake: () => void;
};

export type DeliveryParts = { store: Store; transports: Transports; metrics: Metrics; log: Log };

const PER_ENDPOINT = 2;
const IN_FLIGHT_MAX = 64;
const POLL_MS = 250;
/** Slack takes one message a second from a hook. */
const SLACK_GAP_MS = 1_000;
const STOP_WITHIN_MS = 5_000;

/** How long to wait after the nth attempt has failed. Later ones wait an hour. */
const GAPS_MS = [0, 5, 15, 30, 60, 120, 300, 600, 1_800].map((seconds) => seconds * 1_000);
const HOUR_MS = 3_600_000;
const GIVE_UP_AFTER_MS = 72 * HOUR_MS;

/** When to try again; null where it is over. A receiver that asks for more time gets it. */
export function nextAttempt(message: Message, now: Millis, retryAfterMs: Millis | null): Millis | null {
  const gap = GAPS_MS[message.attempts] ?? HOUR_MS;
  const at = now + Math.max(gap, Math.min(retryAfterMs ?? 0, 24 * HOUR_MS));
  return at - message.createdAt > GIVE_UP_AFTER_MS ? null : at;
}

function outcomeOf(result: Sent, message: Message, now: Millis): Outcome {
  if (result.ok) return { status: 'delivered' };
  const at = result.final ? null : nextAttempt(message, now, result.retryAfterMs);
  return at === null
    ? { status: 'undelivered', error: result.error }
    : { status: 'retry', at, error: result.error };
}

/** Sends what the outbox holds. The outbox is the truth: what is lost here is sent again from there, under the same id. */
export function createDelivery({ store, transports, metrics, log }: DeliveryParts): Delivery {
  const sending = new Set<Promise<void>>();
  const resting = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  let started = false;
  let looping = false;
  let again = false;

  async function deliver(message: Message): Promise<void> {
    const attempt = { id: message.id, at: store.clock.now() };
    const scope = scopeOf(store, engineActor(message.projectId));
    fp('deliver.before_send');
    const open = (name: string) => openConnection(scope, name);
    const result = await send(transports, { request: message.request, attempt, open });
    fp('deliver.after_send');
    const outcome = outcomeOf(result, message, store.clock.now());
    if (message.request.transport === 'slack') rest(endpointKey(message));
    const status = await settleMessage(store, message, outcome);
    metrics.count('tocsin_deliveries_total', 1, { status });
    if (!result.ok)
      log.warn(
        { message: message.id, endpoint: message.endpoint, status, why: result.error },
        'not delivered',
      );
  }

  function rest(endpoint: string): void {
    resting.add(endpoint);
    setTimeout(() => {
      resting.delete(endpoint);
      wake();
    }, SLACK_GAP_MS).unref();
  }

  async function tick(): Promise<number> {
    const limit = IN_FLIGHT_MAX - sending.size;
    if (limit <= 0) return 0;
    const claimed = await claimMessages(store, { limit, perEndpoint: PER_ENDPOINT, resting: [...resting] });
    for (const message of claimed) {
      const one = deliver(message)
        // The row stays "sending" and is sent again after a restart; the store could not be written to just now.
        .catch((error) => log.error({ err: error, message: message.id }, 'a delivery could not be recorded'))
        .finally(() => {
          sending.delete(one);
          wake();
        });
      sending.add(one);
    }
    return claimed.length;
  }

  async function loop(): Promise<void> {
    if (looping || stopped) return;
    looping = true;
    if (timer !== null) clearTimeout(timer);
    do {
      again = false;
      await tick().catch((error) => log.error({ err: error }, 'looking for messages failed'));
    } while (again && !stopped);
    looping = false;
    if (!stopped) timer = setTimeout(() => void loop(), POLL_MS);
  }

  function wake(): void {
    if (!started) return;
    again = true;
    void loop();
  }

  return {
    tick,
    wake,
    async idle() {
      while (sending.size > 0) await Promise.allSettled(sending);
    },
    start() {
      started = true;
      void loop();
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      // What a slow receiver still holds is sent again after the start, under the same id.
      await Promise.race([Promise.allSettled(sending), sleep(STOP_WITHIN_MS, null, { ref: false })]);
    },
  };
}
