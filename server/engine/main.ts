import { env } from '@/server/env';
import { mountInternal } from './internal';
import { createLog } from './log';
import { type RunningEngine, startEngine } from './start';

/** The engine process. */

const STOP_WITHIN_MS = 10_000;
const settings = env();
const log = createLog(settings.logLevel);
let running: RunningEngine | null = null;
let stopping = false;

/** Ends in order, but ends. */
function stop(code: number): void {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(code === 0 ? 1 : code), STOP_WITHIN_MS).unref();
  Promise.resolve(running?.stop()).then(
    () => process.exit(code),
    (error) => {
      log.error({ err: error }, 'could not stop in order');
      process.exit(1);
    },
  );
}

process.on('SIGTERM', () => stop(0));
process.on('SIGINT', () => stop(0));
// Nothing is known of the state after this; the supervisor starts a clean process.
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'uncaught');
  process.exit(1);
});
process.on('unhandledRejection', (error) => {
  log.fatal({ err: error }, 'unhandled');
  process.exit(1);
});

startEngine({
  env: settings,
  log,
  mount: mountInternal,
  onLost: () => {
    log.fatal('another engine has taken over');
    stop(1);
  },
}).then(
  (engine) => {
    running = engine;
    if (stopping) void engine.stop().then(() => process.exit(0));
  },
  (error) => {
    log.fatal({ err: error }, 'could not start');
    process.exit(1);
  },
);
