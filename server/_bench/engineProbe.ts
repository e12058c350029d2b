import { monitorEventLoopDelay } from 'node:perf_hooks';
import '@/server/engine/main';

/** The engine as it ships, and beside it something that tells what it costs. */

export type Probe = {
  /** The longest that the event loop could do nothing else, and the 99th percentile. */
  longestMs: number;
  p99Ms: number;
  cpuMs: number;
  rssBytes: number;
  heapBytes: number;
};

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
let cpu = process.cpuUsage();

/** Every question begins a new stretch. */
process.on('message', () => {
  const { user, system } = process.cpuUsage(cpu);
  const { rss, heapUsed } = process.memoryUsage();
  const probe: Probe = {
    longestMs: delay.max / 1e6,
    p99Ms: delay.percentile(99) / 1e6,
    cpuMs: (user + system) / 1_000,
    rssBytes: rss,
    heapBytes: heapUsed,
  };
  cpu = process.cpuUsage();
  delay.reset();
  process.send?.(probe);
});
// The channel alone must not keep a stopped engine alive.
process.channel?.unref();
