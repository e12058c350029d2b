import { email } from './action/email';
import { log } from './action/log';
import { slack } from './action/slack';
import { webhook } from './action/webhook';
import type { Block, Kind } from './block';
import { accuracy } from './detector/accuracy';
import { andersonDarling } from './detector/andersonDarling';
import { apdex } from './detector/apdex';
import { categoryShare } from './detector/categoryShare';
import { chiSquare } from './detector/chiSquare';
import { correlationChange } from './detector/correlationChange';
import { cramerVonMises } from './detector/cramerVonMises';
import { demographicParityDifference } from './detector/demographicParityDifference';
import { demographicParityRatio } from './detector/demographicParityRatio';
import { energy } from './detector/energy';
import { f1 } from './detector/f1';
import { freshness } from './detector/freshness';
import { gTest } from './detector/gTest';
import { hellinger } from './detector/hellinger';
import { jensenShannon } from './detector/jensenShannon';
import { ks } from './detector/ks';
import { lInfinity } from './detector/lInfinity';
import { mean } from './detector/mean';
import { missingShare } from './detector/missingShare';
import { outOfRangeShare } from './detector/outOfRangeShare';
import { precision } from './detector/precision';
import { psi } from './detector/psi';
import { quantile } from './detector/quantile';
import { recall } from './detector/recall';
import { rocAuc } from './detector/rocAuc';
import { rowCount } from './detector/rowCount';
import { shareOver } from './detector/shareOver';
import { timeToFirstToken } from './detector/timeToFirstToken';
import { totalVariation } from './detector/totalVariation';
import { wasserstein } from './detector/wasserstein';
import { all } from './logic/all';
import { any } from './logic/any';
import { atLeast } from './logic/atLeast';
import { file } from './source/file';
import { stream } from './source/stream';
import { change } from './threshold/change';
import { limit } from './threshold/limit';
import { unusual } from './threshold/unusual';
import { filter } from './transform/filter';
import { segment } from './transform/segment';

/** Every block there is, in the order of the palette. A new block is a file and a line here. */
export const blocks: readonly Block[] = [
  // where rows come from
  stream,
  file,

  // which rows
  filter,
  segment,

  // is the data there and whole
  rowCount,
  freshness,
  missingShare,
  outOfRangeShare,
  mean,

  // has it moved
  psi,
  ks,
  jensenShannon,
  wasserstein,
  hellinger,
  totalVariation,
  lInfinity,
  cramerVonMises,
  andersonDarling,
  energy,
  chiSquare,
  gTest,
  categoryShare,
  correlationChange,

  // is it fast
  quantile,
  apdex,
  shareOver,
  timeToFirstToken,

  // is the model right
  accuracy,
  precision,
  recall,
  f1,
  rocAuc,

  // is it fair
  demographicParityDifference,
  demographicParityRatio,

  // when is it bad
  unusual,
  limit,
  change,

  // taken together
  any,
  all,
  atLeast,

  // who is told
  webhook,
  slack,
  email,
  log,
];

const byType = new Map(blocks.map((block) => [block.type, block]));

/** The block of a type; undefined where there is none. */
export function blockOf(type: string): Block | undefined {
  return byType.get(type);
}

/** The blocks of one kind, in the order of the palette. */
export function blocksOfKind<K extends Kind>(kind: K): readonly Block<K>[] {
  return blocks.filter((block): block is Block<K> => block.kind === kind);
}
