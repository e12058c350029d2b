import { email } from './action/email';
import { log } from './action/log';
import { slack } from './action/slack';
import { webhook } from './action/webhook';
import { adwin } from './analyser/adwin';
import { changePoint } from './analyser/changePoint';
import { cusum } from './analyser/cusum';
import { ewma } from './analyser/ewma';
import { forecast } from './analyser/forecast';
import { movingStatistic } from './analyser/movingStatistic';
import { pageHinkley } from './analyser/pageHinkley';
import { robustZScore } from './analyser/robustZScore';
import { seasonalResidual } from './analyser/seasonalResidual';
import type { Block, Kind } from './block';
import { accuracy } from './detector/accuracy';
import { andersonDarling } from './detector/andersonDarling';
import { answerGroundedness } from './detector/answerGroundedness';
import { answerLength } from './detector/answerLength';
import { answerReadability } from './detector/answerReadability';
import { answerRelevance } from './detector/answerRelevance';
import { answerRepetition } from './detector/answerRepetition';
import { apdex } from './detector/apdex';
import { availability } from './detector/availability';
import { balancedAccuracy } from './detector/balancedAccuracy';
import { bias } from './detector/bias';
import { brier } from './detector/brier';
import { budgetForecast } from './detector/budgetForecast';
import { burnRate } from './detector/burnRate';
import { businessValue } from './detector/businessValue';
import { calibrationError } from './detector/calibrationError';
import { categoryShare } from './detector/categoryShare';
import { cbpe } from './detector/cbpe';
import { chiSquare } from './detector/chiSquare';
import { cohenKappa } from './detector/cohenKappa';
import { confusionMatrix } from './detector/confusionMatrix';
import { consecutiveFailures } from './detector/consecutiveFailures';
import { constantColumn } from './detector/constantColumn';
import { correlationChange } from './detector/correlationChange';
import { costPerOutcome } from './detector/costPerOutcome';
import { costPerRequest } from './detector/costPerRequest';
import { cramerVonMises } from './detector/cramerVonMises';
import { datasetDrift } from './detector/datasetDrift';
import { demographicParityDifference } from './detector/demographicParityDifference';
import { demographicParityRatio } from './detector/demographicParityRatio';
import { disparateImpact } from './detector/disparateImpact';
import { dle } from './detector/dle';
import { domainClassifier } from './detector/domainClassifier';
import { drift } from './detector/drift';
import { duplicateShare } from './detector/duplicateShare';
import { energy } from './detector/energy';
import { energyDistance } from './detector/energyDistance';
import { equalisedOdds } from './detector/equalisedOdds';
import { equalOpportunity } from './detector/equalOpportunity';
import { errorRate } from './detector/errorRate';
import { f1 } from './detector/f1';
import { farInputShare } from './detector/farInputShare';
import { fBeta } from './detector/fBeta';
import { freshness } from './detector/freshness';
import { gini } from './detector/gini';
import { groupCalibration } from './detector/groupCalibration';
import { groupGap } from './detector/groupGap';
import { gTest } from './detector/gTest';
import { heartbeat } from './detector/heartbeat';
import { hellinger } from './detector/hellinger';
import { hitRate } from './detector/hitRate';
import { identifiableShare } from './detector/identifiableShare';
import { inconsistentAnswerShare } from './detector/inconsistentAnswerShare';
import { injectionShare } from './detector/injectionShare';
import { invalidFormatShare } from './detector/invalidFormatShare';
import { jailbreakShare } from './detector/jailbreakShare';
import { jensenShannon } from './detector/jensenShannon';
import { kAnonymity } from './detector/kAnonymity';
import { ks } from './detector/ks';
import { ksOfScores } from './detector/ksOfScores';
import { labelDrift } from './detector/labelDrift';
import { languageMismatchShare } from './detector/languageMismatchShare';
import { largestClientShare } from './detector/largestClientShare';
import { leakageShare } from './detector/leakageShare';
import { lInfinity } from './detector/lInfinity';
import { logLoss } from './detector/logLoss';
import { mae } from './detector/mae';
import { mape } from './detector/mape';
import { mcc } from './detector/mcc';
import { mean } from './detector/mean';
import { meanReciprocalRank } from './detector/meanReciprocalRank';
import { missingShare } from './detector/missingShare';
import { mmd } from './detector/mmd';
import { ndcg } from './detector/ndcg';
import { newCategory } from './detector/newCategory';
import { otherLanguageShare } from './detector/otherLanguageShare';
import { outOfRangeShare } from './detector/outOfRangeShare';
import { pcaReconstructionDrift } from './detector/pcaReconstructionDrift';
import { piiShare } from './detector/piiShare';
import { prAuc } from './detector/prAuc';
import { precision } from './detector/precision';
import { predictionDrift } from './detector/predictionDrift';
import { predictiveParity } from './detector/predictiveParity';
import { psi } from './detector/psi';
import { quantile } from './detector/quantile';
import { quantileLoss } from './detector/quantileLoss';
import { r2 } from './detector/r2';
import { recall } from './detector/recall';
import { recallAtK } from './detector/recallAtK';
import { refusalRate } from './detector/refusalRate';
import { rmse } from './detector/rmse';
import { rmsle } from './detector/rmsle';
import { rocAuc } from './detector/rocAuc';
import { rowCount } from './detector/rowCount';
import { saturationForecast } from './detector/saturationForecast';
import { schemaChange } from './detector/schemaChange';
import { secretsShare } from './detector/secretsShare';
import { shareOver } from './detector/shareOver';
import { specificity } from './detector/specificity';
import { spend } from './detector/spend';
import { timeToFirstToken } from './detector/timeToFirstToken';
import { tokensPerSecond } from './detector/tokensPerSecond';
import { totalTokens } from './detector/totalTokens';
import { totalVariation } from './detector/totalVariation';
import { toxicityShare } from './detector/toxicityShare';
import { typeMismatch } from './detector/typeMismatch';
import { utilisation } from './detector/utilisation';
import { wasserstein } from './detector/wasserstein';
import { all } from './logic/all';
import { any } from './logic/any';
import { atLeast } from './logic/atLeast';
import { file } from './source/file';
import { stream } from './source/stream';
import { change } from './threshold/change';
import { limit } from './threshold/limit';
import { outsideBand } from './threshold/outsideBand';
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
  duplicateShare,
  outOfRangeShare,
  newCategory,
  constantColumn,
  typeMismatch,
  schemaChange,
  mean,

  // has it moved
  drift,
  datasetDrift,
  predictionDrift,
  labelDrift,
  psi,
  ks,
  jensenShannon,
  wasserstein,
  hellinger,
  totalVariation,
  lInfinity,
  cramerVonMises,
  andersonDarling,
  energyDistance,
  chiSquare,
  gTest,
  categoryShare,
  correlationChange,
  pcaReconstructionDrift,
  domainClassifier,
  mmd,

  // is it fast
  quantile,
  apdex,
  shareOver,
  timeToFirstToken,
  tokensPerSecond,

  // does it work
  errorRate,
  availability,
  burnRate,
  consecutiveFailures,
  heartbeat,

  // is there room left
  utilisation,
  saturationForecast,

  // what does it cost
  spend,
  costPerRequest,
  costPerOutcome,
  budgetForecast,
  totalTokens,
  energy,

  // is the model right
  accuracy,
  precision,
  recall,
  f1,
  fBeta,
  specificity,
  balancedAccuracy,
  mcc,
  cohenKappa,
  confusionMatrix,
  rocAuc,
  prAuc,
  gini,
  ksOfScores,
  logLoss,
  brier,
  calibrationError,
  mae,
  rmse,
  mape,
  rmsle,
  r2,
  quantileLoss,
  bias,
  businessValue,

  // is the answer as it should be
  answerLength,
  answerReadability,
  answerRepetition,
  answerRelevance,
  answerGroundedness,
  refusalRate,
  invalidFormatShare,
  otherLanguageShare,
  languageMismatchShare,
  toxicityShare,

  // does it give something away, is it under attack
  piiShare,
  secretsShare,
  leakageShare,
  injectionShare,
  jailbreakShare,
  // is it right, before labels come
  cbpe,
  dle,
  // is the order right
  ndcg,
  meanReciprocalRank,
  hitRate,
  recallAtK,

  // is it fair
  demographicParityDifference,
  demographicParityRatio,
  disparateImpact,
  equalOpportunity,
  equalisedOdds,
  predictiveParity,
  groupCalibration,
  groupGap,

  // is it safe
  farInputShare,
  largestClientShare,
  kAnonymity,
  identifiableShare,

  // what does it say
  inconsistentAnswerShare,

  // is it unusual for this series
  movingStatistic,
  seasonalResidual,
  robustZScore,
  ewma,
  cusum,
  pageHinkley,
  adwin,
  changePoint,
  forecast,

  // when is it bad
  unusual,
  outsideBand,
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
