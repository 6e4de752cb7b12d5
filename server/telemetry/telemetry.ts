import { Counter, Gauge, Registry } from "prom-client";
import { HandHistogram, type Series } from "./hand-histogram.ts";
import type { Telemetry } from "./ports.ts";
import { processMetrics } from "./process-metrics.ts";
import { MEASURED, type Measured, type Reading, type Sources } from "./readings.ts";
import { createRequestTimes } from "./request-times.ts";

const COMMIT_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

export interface TelemetryOptions {
  readonly version: string;
  readonly onError: (message: string, error: unknown) => void;
}

export interface WritableTelemetry extends Telemetry {
  /** How long a commit of the log took, ms. */
  committed(ms: number): void;
  /** Where the measurements are read from; to be called once, before the first `render`. */
  readFrom(sources: Sources): void;
}

/** The measurements of one server, in a registry of its own. */
export function createTelemetry(options: TelemetryOptions): WritableTelemetry {
  return new RegisteredTelemetry(options);
}

class RegisteredTelemetry implements WritableTelemetry {
  readonly requests: Telemetry["requests"];
  readonly #options: TelemetryOptions;
  readonly #registry = new Registry();
  readonly #commits: Series;
  readonly #measured = MEASURED.map((measured) => ({ measured, metric: create(measured) }));
  #sources: Sources | undefined;

  constructor(options: TelemetryOptions) {
    this.#options = options;
    const info = new Gauge({
      name: "crowsnest_build_info",
      help: "1, labelled with the version.",
      labelNames: ["version"],
      registers: [this.#registry],
    });
    info.set({ version: options.version }, 1);
    for (const { metric } of this.#measured) this.#registry.registerMetric(metric);
    const commits = new HandHistogram({
      name: "crowsnest_log_commit_duration_seconds",
      help: "Time from handing a commit of the event log to its writer until it is durable, in seconds.",
      bounds: COMMIT_SECONDS,
    });
    commits.register(this.#registry);
    this.#commits = commits.series();
    this.requests = createRequestTimes(this.#registry);
  }

  committed(ms: number): void {
    this.#commits.observe(ms / 1_000);
  }

  readFrom(sources: Sources): void {
    this.#sources = sources;
  }

  async render(): Promise<{ contentType: string; text: string }> {
    const readings = await Promise.all(this.#measured.map(({ measured }) => this.#read(measured)));
    // Nothing is awaited from here to the text, so that two askers do not see each other's half-written values.
    for (const [index, { metric, measured }] of this.#measured.entries()) write(metric, measured, readings[index] ?? []);
    const [own, ofProcess] = await Promise.all([this.#registry.metrics(), processMetrics().metrics()]);
    // Before the first sample of the event loop prom-client writes "Nan", which not every parser takes for a number.
    return { contentType: this.#registry.contentType, text: `${own}\n${ofProcess.replaceAll(/ Nan$/gm, " NaN")}` };
  }

  async #read({ name, read }: Measured): Promise<readonly Reading[]> {
    if (!this.#sources) return [];
    try {
      const found = await read(this.#sources);
      if (found === undefined) return [];
      return typeof found === "number" ? [{ value: found }] : found;
    } catch (error) {
      this.#options.onError(`${name} could not be read`, error);
      return [];
    }
  }
}

type Written = Counter | Gauge;

function create({ name, help, kind, labels = [] }: Measured): Written {
  const configuration = { name, help, labelNames: [...labels], registers: [] };
  return kind === "counter" ? new Counter(configuration) : new Gauge(configuration);
}

function write(metric: Written, { labels: names }: Measured, readings: readonly Reading[]): void {
  metric.reset();
  // A metric without labels starts again at 0, which is not what "unknown" means.
  if (readings.length === 0 && names === undefined) metric.remove();
  for (const { labels = {}, value } of readings) metric.inc(labels, value);
}
