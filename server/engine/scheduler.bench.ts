/**
 * How many monitors a minute one engine keeps up with: monitors of one stream, every minute, in groups that need the
 * same tally, as templates make them. Prints runs a second and the share of one core that a minute's runs take.
 */
import { MINUTE_MS } from '@/lib/core/time';
import { testClock } from '@/server/store/_testStore';
import { createMonitor } from '@/server/store/monitors';
import { harness, sendEvents } from './_harness';
import { publish } from './publish';

const T0 = Date.UTC(2026, 0, 1, 12);
const COUNT = Number(process.env.MONITORS ?? 10_000);
const KINDS = 20;

const draft = (n: number) => `version: 1
name: Amount ${n}
schedule: { every: 1m, window: 1h, delay: 0s }
nodes:
  events: { type: stream, params: { stream: predictions } }
  rows: { type: filter, inputs: [events], params: { where: { column: amount, op: gt, value: ${n % KINDS} } } }
  average: { type: mean, inputs: [rows], params: { column: amount } }
  high: { type: limit, inputs: [average], params: { critical: ${n % 100 === 0 ? 40 : 90} } }
  tell: { type: log, inputs: [high], params: {} }
`;

const clock = testClock(T0 + 40_000);
const h = await harness(clock);
await sendEvents(h, { from: T0 - 2 * 60 * MINUTE_MS, to: T0 + 10 * MINUTE_MS }, (at) => (at / 1_000) % 100);
let began = performance.now();
for (let n = 0; n < COUNT; n++) {
  const { id, token } = await createMonitor(h.scope, { name: `m${n}`, draft: draft(n), layout: {} });
  await publish(h.engine, h.scope, { monitorId: id, token, note: '', backfill: false });
}
console.log(`published ${COUNT} in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
for (let minute = 0; minute < 4; minute++) {
  clock.set(T0 + minute * MINUTE_MS + 59_000);
  began = performance.now();
  const cpu = process.cpuUsage();
  let ran = 0;
  for (let claimed = 1; claimed > 0; ran += claimed) {
    claimed = await h.scheduler.tick();
    if (claimed > 0) await h.scheduler.idle();
  }
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const core = (user + system) / 1e6 / 60;
  console.log(
    `minute ${minute}: ${ran} runs in ${seconds.toFixed(1)} s, ${(ran / seconds).toFixed(0)} runs/s, ${(core * 100).toFixed(0)} % of a core, ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`,
  );
}
await h.end();
