import type { Range } from './scale';

const KEY_STEPS = 100;

/** The value at a height of the plotting area, as coarse as a pixel is. */
export function valueAtHeight(top: number, height: number, range: Range): number {
  const share = Math.min(1, Math.max(0, top / height));
  return coarse(range.max - share * (range.max - range.min), range);
}

/** Where a key moves a line: arrows by a hundredth of the axis, Page keys by a tenth, Home and End to its ends. */
export function keyedValue(key: string, value: number, range: Range): number | null {
  const step = (range.max - range.min) / KEY_STEPS;
  const moves: Record<string, number> = {
    ArrowUp: value + step,
    ArrowRight: value + step,
    ArrowDown: value - step,
    ArrowLeft: value - step,
    PageUp: value + 10 * step,
    PageDown: value - 10 * step,
    Home: range.min,
    End: range.max,
  };
  const next = moves[key];
  return next === undefined ? null : coarse(next, range);
}

/** Rounded to a tenth of a key step, so that a dragged limit reads 0.21 and not 0.2083333. */
function coarse(value: number, range: Range): number {
  const size = 10 ** Math.floor(Math.log10((range.max - range.min) / KEY_STEPS));
  return Number((Math.round(value / size) * size).toPrecision(12));
}
