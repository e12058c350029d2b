import { adwin } from '@/lib/stats/adwin';
import { autocorrelation } from '@/lib/stats/autocorrelation';
import { cusum } from '@/lib/stats/cusum';
import { ddm, type ErrorDrift } from '@/lib/stats/ddm';
import { eddm } from '@/lib/stats/eddm';
import { ewma } from '@/lib/stats/ewma';
import { ewmaChart } from '@/lib/stats/ewmaChart';
import { gpdFit } from '@/lib/stats/gpdFit';
import { hddmA } from '@/lib/stats/hddmA';
import { holtWinters } from '@/lib/stats/holtWinters';
import { moments } from '@/lib/stats/moments';
import { isComputable, type NotComputable } from '@/lib/stats/notComputable';
import { pageHinkley } from '@/lib/stats/pageHinkley';
import { quantile } from '@/lib/stats/quantile';
import { robust } from '@/lib/stats/robust';
import { seasonalDecompose } from '@/lib/stats/seasonalDecompose';
import { spotThreshold } from '@/lib/stats/spotThreshold';
import { stl } from '@/lib/stats/stl';
import type { Adapters, Golden, Inputs } from './golden';

type Params = Readonly<Record<string, unknown>>;
const number = (params: Params, name: string): number => Number(params[name]);
const centre = (params: Params) => ({ mean: number(params, 'mu'), std: number(params, 'sigma') });

/** What there is of an answer under names; "not computable" goes through. */
function named<T, R>(answer: T | NotComputable, names: (answer: T) => R): R | NotComputable {
  return isComputable(answer) ? names(answer) : answer;
}

/** The values at some places, under those places. */
const at = <T>(values: readonly T[], places: Iterable<unknown>) =>
  Object.fromEntries([...places].map((place) => [String(place), values[Number(place)]]));

/** The places that a case asks for: those of its expected answer. */
const placesOf = (golden: Golden, key: string) => Object.keys(golden.expect[key] ?? {});

const scaled = (inputs: Inputs, params: Params): number[] => {
  const { mean, std } = centre(params);
  return inputs.numbers('x').map((x) => (x - mean) / std);
};

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);

/** The linear quantile; NaN where there is none. */
function quantileOf(values: readonly number[], level: number): number {
  const found = quantile(sorted(values), level);
  return isComputable(found) ? found : Number.NaN;
}

/** 1 where truth and prediction differ; rows in which either is missing are left out. */
function errorsOf(inputs: Inputs): number[] {
  const predicted = inputs.column('y_pred');
  return inputs.column('y_true').flatMap((truth, row) => {
    const guess = predicted[row] ?? null;
    return truth === null || guess === null ? [] : [truth === guess ? 0 : 1];
  });
}

const drifts = (answer: ErrorDrift | NotComputable) =>
  named(answer, ({ detections, warnings }) => ({
    detections,
    first_warnings: warnings.slice(0, 10),
    warning_count: warnings.length,
  }));

/** Values in the order of time. */
export const series: Adapters = {
  ewma: (inputs, params) =>
    named(
      ewma(inputs.numbers('x'), { alpha: number(params, 'alpha'), adjust: params.adjust === true }),
      (all) => at(all, params.at as number[]),
    ),
  ewma_chart: (inputs, params) => {
    const options = { ...centre(params), lambda: number(params, 'lam'), width: number(params, 'L') };
    return named(ewmaChart(inputs.numbers('x'), options), (points) => {
      const alarms = points.flatMap(({ value, lower, upper }, i) =>
        value < lower || value > upper ? [i] : [],
      );
      const rows = points.map(({ value, lower, upper }) => [value, lower, upper]);
      return {
        alarm_count: alarms.length,
        first_alarms: alarms.slice(0, 20),
        at: at(rows, params.at as number[]),
      };
    });
  },
  cusum: (inputs, params) => {
    const options = { ...centre(params), slack: number(params, 'k'), limit: number(params, 'h') };
    return named(cusum(inputs.numbers('x'), options), ({ upper, lower, alarms }) => ({
      alarms: alarms.slice(0, 50),
      alarm_count: alarms.length,
      upper_tail: upper.slice(-5),
      lower_tail: lower.slice(-5),
    }));
  },
  acf: (inputs, params) =>
    named(autocorrelation(inputs.numbers('x'), number(params, 'nlags')), (acf) => ({ acf })),
  page_hinkley: (inputs, params) => {
    const options = {
      countMin: number(params, 'min_instances'),
      delta: number(params, 'delta'),
      threshold: number(params, 'threshold'),
      alpha: number(params, 'alpha'),
    };
    return named(pageHinkley(scaled(inputs, params), options), ({ detections }) => ({
      detections,
      count: detections.length,
    }));
  },
  adwin: (inputs, params) =>
    named(
      adwin(scaled(inputs, params), { delta: number(params, 'delta'), testEach: 32 }),
      ({ detections }) => ({
        detections,
        count: detections.length,
      }),
    ),
  stl: (inputs, params, golden) => {
    const options = { period: number(params, 'period'), robust: params.robust === true };
    return named(stl(inputs.numbers('x'), options), ({ seasonal, trend, residual }) => ({
      seasonal: at(seasonal, placesOf(golden, 'seasonal')),
      trend: at(trend, placesOf(golden, 'trend')),
      resid_std: named(moments(residual), ({ std }) => std),
      resid_mad: named(robust(residual), ({ mad }) => mad),
    }));
  },
  seasonal_decompose: (inputs, params) => {
    const x = inputs.numbers('x');
    return named(seasonalDecompose(x, number(params, 'period')), ({ seasonal, trend, residual }) => ({
      seasonal: seasonal.slice(0, 5),
      resid_std: named(moments(residual.filter((value) => value !== null)), ({ std }) => std),
      trend_mid: trend[Math.floor(x.length / 2)],
    }));
  },
  holt_winters: (inputs, params, golden) => {
    const [alpha, beta, gamma] = ['alpha', 'beta', 'gamma'].map((name) => number(params, name));
    const weights = { alpha: alpha ?? 0, beta: beta ?? 0, gamma: gamma ?? 0 };
    const ahead = (golden.expect.forecast as unknown[] | undefined)?.length ?? 0;
    const options = { ...weights, period: number(params, 'period'), ahead };
    return named(holtWinters(inputs.numbers('x'), options), ({ fitted, ...rest }) => ({
      ...rest,
      fitted: at(fitted, placesOf(golden, 'fitted')),
    }));
  },
  gpd_fit: (inputs, params) => {
    const x = inputs.numbers('x');
    const threshold = quantileOf(x, number(params, 'level'));
    const excesses = x.filter((value) => value > threshold).map((value) => value - threshold);
    return named(gpdFit(excesses), ({ shape, scale, logLikelihood }) => ({
      excesses: excesses.length,
      threshold,
      loglik: logLikelihood,
      shape,
      scale,
    }));
  },
  spot_threshold: (inputs, params, golden) => {
    const tail = {
      threshold: quantileOf(inputs.numbers('x'), number(params, 'level')),
      shape: number(params, 'gamma'),
      scale: number(params, 'sigma'),
      rows: number(params, 'n'),
      excesses: number(params, 'n_t'),
    };
    return Object.fromEntries(Object.keys(golden.expect).map((q) => [q, spotThreshold(tail, Number(q))]));
  },
  error_stream_ddm: (inputs) => drifts(ddm(errorsOf(inputs), { countMin: 30, warning: 2, change: 3 })),
  error_stream_eddm: (inputs) =>
    drifts(eddm(errorsOf(inputs), { countMin: 30, errorsMin: 30, warning: 0.95, change: 0.9 })),
  error_stream_adwin: (inputs) =>
    drifts(
      named(adwin(errorsOf(inputs), { delta: 0.002, testEach: 32 }), ({ detections }) => ({
        detections,
        warnings: [],
      })),
    ),
  error_stream_hddm_a: (inputs) => drifts(hddmA(errorsOf(inputs), { change: 0.001, warning: 0.005 })),
};
