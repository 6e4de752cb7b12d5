import type { Metric, MetricObjectWithValues, MetricValue, Registry } from "prom-client";

type Labels = Readonly<Record<string, string | number>>;

/** The counts of one combination of labels. */
export class Series {
  readonly labels: Labels;
  readonly counts: Float64Array;
  sum = 0;
  readonly #bounds: readonly number[];

  constructor(labels: Labels, bounds: readonly number[]) {
    this.labels = labels;
    this.#bounds = bounds;
    this.counts = new Float64Array(bounds.length + 1);
  }

  observe(value: number): void {
    const bounds = this.#bounds;
    let bucket = 0;
    while (bucket < bounds.length && value > (bounds[bucket] as number)) bucket++;
    this.counts[bucket] = (this.counts[bucket] as number) + 1;
    this.sum += value;
  }
}

export interface HandHistogramOptions {
  readonly name: string;
  readonly help: string;
  /** Upper bounds of the buckets, ascending. */
  readonly bounds: readonly number[];
}

/**
 * A histogram that is counted by hand, since looking its labels up costs prom-client more than all the rest of an observation: who
 * observes often keeps the series.
 */
export class HandHistogram {
  readonly #options: HandHistogramOptions;
  readonly #series: Series[] = [];

  constructor(options: HandHistogramOptions) {
    this.#options = options;
  }

  /** A new series; to be asked for once for each combination of labels. */
  series(labels: Labels = {}): Series {
    const series = new Series(labels, this.#options.bounds);
    this.#series.push(series);
    return series;
  }

  register(registry: Registry): void {
    const { name, help } = this.#options;
    const get = async () => ({ name, help, type: "histogram", aggregator: "sum", values: this.#values() });
    // What the registry needs of a metric is its name and what `get` gives.
    registry.registerMetric({ name, help, get } as unknown as Metric);
  }

  #values(): MetricObjectWithValues<MetricValue<string>>["values"] {
    const { name, bounds } = this.#options;
    return this.#series.flatMap(({ labels, counts, sum }) => {
      let total = 0;
      const buckets = [...bounds, "+Inf"].map((le, index) => {
        total += counts[index] ?? 0;
        return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: total };
      });
      return [...buckets, { metricName: `${name}_sum`, labels, value: sum }, { metricName: `${name}_count`, labels, value: total }];
    });
  }
}
