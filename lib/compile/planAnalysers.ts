import {
  type AnalyserRun,
  type Block,
  type Conflict,
  LOOKBACK_MAX,
  type ThresholdRun,
} from '@/lib/blocks/block';
import { type Problem, problem } from '@/lib/core/failures';
import type { Millis } from '@/lib/core/time';
import type { Spec } from '@/lib/spec/schema';
import type { BoundNode } from './check';
import type { PlannedAnalyser, PlannedDetector } from './plan';

type Nodes = ReadonlyMap<string, BoundNode>;

/** Analysers that do not fit the schedule, and thresholds that ask an analyser for what it has not. */
export function checkAnalysers(spec: Spec, bound: Nodes, everyMs: Millis): Problem[] {
  return [...bound.values()].flatMap(({ id, block, binding }) => {
    const conflict =
      block.kind === 'analyser'
        ? lookbackConflict(binding.run as AnalyserRun, everyMs)
        : block.kind === 'threshold'
          ? referenceConflict(binding.run as ThresholdRun, bound.get(spec.nodes[id]?.inputs?.[0] ?? ''))
          : null;
    if (!conflict) return [];
    return [
      problem('param_conflict', { node: id, ...conflict }, { node: id, path: ['nodes', id, 'params'] }),
    ];
  });
}

function lookbackConflict(run: AnalyserRun, everyMs: Millis): Conflict | null {
  // A schedule that cannot run is a problem of its own.
  if (!(everyMs >= 1)) return null;
  const windows = run.lookback(everyMs);
  if (typeof windows !== 'number') return windows;
  if (windows <= LOOKBACK_MAX) return null;
  const message = `it would look back over ${windows} windows; ${LOOKBACK_MAX} is the most`;
  return { message, advice: 'Let the monitor run less often, or look back less far' };
}

function referenceConflict(run: ThresholdRun, input: BoundNode | undefined): Conflict | null {
  if (input?.block.kind !== 'analyser') return null;
  if (run.compares === 'reference') {
    return {
      message: 'it compares with the reference, and an analysed series has none',
      advice: 'Compare with the window before, or judge by a fixed limit',
    };
  }
  if (run.compares !== 'usual') return null;
  return {
    message: 'what is usual by chance is known of distances only, and an analysed series is none',
    advice: 'Judge it by a fixed limit, or read the distance itself',
  };
}

type Planning = { detectors: readonly PlannedDetector[]; everyMs: Millis };

/** The analysers of a spec, each after the one it reads. `live` is in the order of the flow. */
export function planAnalysers(spec: Spec, live: Nodes, { detectors, everyMs }: Planning): PlannedAnalyser[] {
  const known = new Map<string, PlannedDetector | PlannedAnalyser>(detectors.map((node) => [node.id, node]));
  const planned: PlannedAnalyser[] = [];
  for (const { id, block, binding } of live.values()) {
    const input = known.get(spec.nodes[id]?.inputs?.[0] ?? '');
    if (block.kind !== 'analyser' || !input) continue;
    const run = binding.run as AnalyserRun;
    const own = block as Block<'analyser'>;
    const lookback = run.lookback(everyMs);
    const [unit, worse] = [run.unit ?? own.unit, run.worse ?? own.worse];
    const node: PlannedAnalyser = {
      id,
      title: spec.nodes[id]?.title ?? id,
      type: block.type,
      unit: unit === 'input' ? input.unit : unit,
      worse: worse === 'input' ? input.worse : worse,
      input: input.id,
      lookback: typeof lookback === 'number' ? lookback : 1,
      run,
    };
    known.set(id, node);
    planned.push(node);
  }
  return planned;
}
