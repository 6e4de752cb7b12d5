import type { AppDatabase, AskedDatabase, EventLog } from "../../db/ports.ts";
import type { ConfigVariable } from "../../shared/system.ts";
import type { Backtests } from "../backtest/ports.ts";
import type { CatalogService } from "../catalog/ports.ts";
import type { EventStreams, Publisher } from "../channels/ports.ts";
import type { Authenticator } from "../http/authenticator.ts";
import type { Ingest } from "../ingest/ports.ts";
import type { ModelStatus } from "../llm/ports.ts";
import type { QueryEngine } from "../query/ports.ts";
import type { Runtime } from "../runtime/ports.ts";
import type { Scans } from "../sentinel/ports.ts";
import type { Generators } from "../simulator/ports.ts";
import type { Telemetry } from "../telemetry/ports.ts";
import type { Documents } from "./documents/documents.ts";
import type { MetricWriter } from "./metrics/metric-writer.ts";
import type { DependencyWatch } from "./system/dependency-watch.ts";

/** What the handlers work with; each takes the two or three it needs. */
export interface Services {
  readonly log: EventLog;
  readonly app: AppDatabase;
  readonly asked: AskedDatabase;
  readonly query: QueryEngine;
  /** Undefined when none is configured. */
  readonly model: ModelStatus | undefined;
  readonly catalog: CatalogService;
  readonly runtime: Runtime;
  readonly ingest: Ingest;
  readonly publisher: Publisher;
  readonly streams: EventStreams;
  readonly authenticator: Authenticator;
  readonly metricWriter: MetricWriter;
  readonly generators: Generators;
  readonly scans: Scans;
  readonly telemetry: Telemetry;
  readonly backtests: Backtests;
  readonly documents: Documents;
  readonly identity: ServerIdentity;
  readonly dependencies: DependencyWatch;
  /** Every variable of the configuration, as it may be shown. */
  readonly configuration: readonly ConfigVariable[];
  /** How long alerts are kept. */
  readonly retentionDays: number;
  /** Epoch ms. */
  readonly now: () => number;
}

/** This run of the server. */
export interface ServerIdentity {
  readonly version: string;
  /** Names this process among the workers. */
  readonly workerId: string;
  /** Epoch ms. */
  readonly startedAt: number;
  /** False from the moment the server begins to stop. */
  accepting: boolean;
}
