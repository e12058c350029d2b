/** Counters and gauges as Prometheus reads them. */
export type Metrics = {
  count: (name: string, by?: number, labels?: Labels) => void;
  /** A gauge that is asked for its value when somebody looks. */
  gauge: (name: string, read: () => number) => void;
  /** Collects durations into the usual buckets of seconds. */
  observe: (name: string, seconds: number) => void;
  value: (name: string, labels?: Labels) => number;
  render: () => string;
};
type Labels = Readonly<Record<string, string>>;
type Histogram = { counts: number[]; sum: number; n: number };

const BUCKETS_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export function createMetrics(): Metrics {
  const counters = new Map<string, Map<string, number>>();
  const gauges = new Map<string, () => number>();
  const histograms = new Map<string, Histogram>();
  return {
    count(name, by = 1, labels = {}) {
      const series = counters.get(name) ?? new Map<string, number>();
      counters.set(name, series);
      const key = labelText(labels);
      series.set(key, (series.get(key) ?? 0) + by);
    },
    gauge: (name, read) => void gauges.set(name, read),
    observe(name, seconds) {
      const old = histograms.get(name) ?? { counts: BUCKETS_SECONDS.map(() => 0), sum: 0, n: 0 };
      histograms.set(name, old);
      BUCKETS_SECONDS.forEach((bound, i) => {
        if (seconds <= bound) old.counts[i] = (old.counts[i] ?? 0) + 1;
      });
      old.sum += seconds;
      old.n += 1;
    },
    value: (name, labels = {}) => counters.get(name)?.get(labelText(labels)) ?? 0,
    render: () =>
      `${[...counterLines(counters), ...gaugeLines(gauges), ...histogramLines(histograms)].join('\n')}\n`,
  };
}

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}

function counterLines(counters: ReadonlyMap<string, ReadonlyMap<string, number>>): string[] {
  return [...counters].flatMap(([name, series]) => [
    `# TYPE ${name} counter`,
    ...[...series].map(([labels, value]) => `${name}${labels} ${value}`),
  ]);
}

function gaugeLines(gauges: ReadonlyMap<string, () => number>): string[] {
  return [...gauges].flatMap(([name, read]) => [`# TYPE ${name} gauge`, `${name} ${read()}`]);
}

function histogramLines(histograms: ReadonlyMap<string, Histogram>): string[] {
  return [...histograms].flatMap(([name, { counts, sum, n }]) => [
    `# TYPE ${name} histogram`,
    ...counts.map((count, i) => `${name}_bucket{le="${BUCKETS_SECONDS[i]}"} ${count}`),
    `${name}_bucket{le="+Inf"} ${n}`,
    `${name}_sum ${sum}`,
    `${name}_count ${n}`,
  ]);
}
