import { driftCategorical } from './driftCategorical';
import { driftNumeric } from './driftNumeric';
import { estimated } from './estimated';
import { fairness } from './fairness';
import { type Adapters, type Golden, inputsOf } from './golden';
import { intervals } from './intervals';
import { models } from './models';
import { quantiles } from './quantiles';
import { series } from './series';

const adapters: Adapters = {
  ...driftNumeric,
  ...driftCategorical,
  ...models,
  ...fairness,
  ...quantiles,
  ...intervals,
  ...estimated,
  ...series,
};

const isKnown = (fn: string): boolean => Object.hasOwn(adapters, fn);

/** What our statistics answer to a case; throws where the function is not known or the case cannot be read. */
export function answer(golden: Golden, root: string): unknown {
  const adapter = isKnown(golden.fn) ? adapters[golden.fn] : undefined;
  if (!adapter) throw new RangeError(`unknown function ${golden.fn}`);
  return adapter(inputsOf(golden, root), golden.params ?? {}, golden);
}
