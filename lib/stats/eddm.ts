import { checkSeries } from './checkSeries';
import type { ErrorDrift } from './ddm';
import type { NotComputable } from './notComputable';

/** `warning` and `change`: shares of the largest distance seen, below which it has shrunk. */
export type EddmOptions = { countMin: number; errorsMin: number; warning: number; change: number };

type State = { count: number; errors: number; last: number; mean: number; squares: number; largest: number };
const fresh: State = { count: 0, errors: 0, last: 0, mean: 0, squares: 0, largest: 0 };

/**
 * Early drift detection method: errors come closer together than they did.
 *
 * What for: a slow loss of quality, which shows in the distance between errors before it shows in their rate.
 *
 * @param errors 1 for a wrong prediction, 0 for a right one, in the order of time
 * @param options usual are `countMin` 30, `errorsMin` 30, `warning` 0.95, `change` 0.9
 * @returns places of detections and of warnings; a warning holds until the next error, and it begins anew after a
 *   detection
 * @matches skmultiflow.drift_detection.EDDM
 * @source Baena-García et al. 2006, Early drift detection method
 * @example eddm([0, 0, 1, 1, 1, 0], { countMin: 0, errorsMin: 1, warning: 0.99, change: 0.9 }) // { detections: [4], warnings: [] }
 */
export function eddm(errors: readonly number[], options: EddmOptions): ErrorDrift | NotComputable {
  const wrong = checkSeries(errors);
  if (wrong) return wrong;
  const found: ErrorDrift = { detections: [], warnings: [] };
  let state = fresh;
  let warned = false;
  for (const [i, error] of errors.entries()) {
    state = { ...state, count: state.count + 1 };
    if (error === 1) {
      const { next, level } = afterError(state, options);
      state = level === 'change' ? fresh : next;
      warned = level === 'warning';
      if (level === 'change') found.detections.push(i);
    }
    if (warned) found.warnings.push(i);
  }
  return found;
}

type Level = 'none' | 'warning' | 'change';

function afterError(state: State, options: EddmOptions): { next: State; level: Level } {
  const errors = state.errors + 1;
  const distance = state.count - state.last;
  const mean = state.mean + (distance - state.mean) / errors;
  const squares = state.squares + (distance - mean) * (distance - state.mean);
  const reach = mean + 2 * Math.sqrt(squares / errors);
  const next = { ...state, errors, last: state.count, mean, squares };
  if (state.count + 1 < options.countMin) return { next, level: 'none' };
  if (reach > state.largest) return { next: { ...next, largest: reach }, level: 'none' };
  if (errors <= options.errorsMin) return { next, level: 'none' };
  const share = reach / state.largest;
  if (share < options.change) return { next, level: 'change' };
  return { next, level: share < options.warning ? 'warning' : 'none' };
}
