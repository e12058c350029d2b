import { setImmediate as breathe } from 'node:timers/promises';
import { failure } from '@/lib/core/failures';
import type { Millis, Span } from '@/lib/core/time';
import type { Evaluation } from '@/lib/evaluate/evaluate';
import { createQueue } from '@/lib/evaluate/lateLabels';
import { evaluateSlot } from '@/lib/evaluate/simulate';
import { commitRuns, type RunCommit } from '@/server/store/commitRun';
import type { Track } from '@/server/store/runs';
import type { Scope } from '@/server/store/scope';
import type { Engine } from './engine';
import { fp } from './failpoints';
import type { Published } from './plans';
import { readSpan } from './readHistory';
import type { Voice } from './settle';
import { slotCommit } from './slotCommit';

export type Play = {
  published: Published;
  track: Track;
  voice: Voice;
  slots: readonly Millis[];
  /** Told after each stretch; false stops. */
  progress: (done: number) => Promise<boolean>;
};

/** Slots are read and committed in stretches of this many. */
const STRETCH = 100;

/**
 * Runs past slots in event time, oldest first, through the same evaluation and the same life of alerts as production.
 * A slot that is there already is left as it is, so a play that was cut off can be repeated.
 * Answers how many slots were played.
 */
export async function playSlots(engine: Engine, scope: Scope, play: Play): Promise<number> {
  const { published, slots, track } = play;
  const trail = engine.trails.before(scope, published, { track, slot: slots[0] ?? 0 });
  const readAt = scope.clock.now();
  const queue = createQueue();
  for (let at = 0; at < slots.length; at += STRETCH) {
    const stretch = slots.slice(at, at + STRETCH);
    const span = stretchSpan(stretch, published.plan.schedule.everyMs);
    const history = await readSpan(engine.reader, published, span);
    // A past that could not be read is no past in which the monitor failed.
    for (const message of history.failed?.values() ?? []) throw failure('run_failed', { message });
    for (const slot of stretch) {
      engine.ending.throwIfAborted();
      const known = { history: { ...history, readAt }, past: trail.past };
      const evaluation = queue.take(evaluateSlot(published.plan, slot, known));
      trail.note(slot, evaluation.scores);
      fp('play.before_commit');
      await commitRuns(scope, engine.fence, [playOne(scope, { play, evaluation, slot })]);
      fp('play.after_commit');
      await breathe();
    }
    if (play.voice.mode === 'replay') engine.wake();
    if (!(await play.progress(at + stretch.length))) return at + stretch.length;
  }
  return slots.length;
}

function stretchSpan(stretch: readonly Millis[], everyMs: Millis): Span {
  const first = stretch[0] ?? 0;
  return { from: first - everyMs, to: stretch.at(-1) ?? first };
}

type One = { play: Play; evaluation: Evaluation; slot: Millis };

function playOne(scope: Scope, { play, evaluation, slot }: One): RunCommit {
  const { published, track, voice } = play;
  const { severity: _, ...commit } = slotCommit(scope, {
    published,
    track,
    slot,
    startedAt: scope.clock.now(),
    evaluation,
    problem: null,
    missed: 0,
    voice,
  });
  return commit;
}
