import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import type { Logger } from "pino";
import { openSqliteApp } from "../db/database.ts";
import { openSqliteLog } from "../db/log/sqlite-log.ts";
import type { AppDatabase, AskedDatabase, EventLog } from "../db/ports.ts";
import { createAskedDatabase } from "../db/query/execute/asked-database.ts";
import { createQueryExecutor } from "../db/query/execute/create-executor.ts";
import type { QueryExecutor } from "../db/query/execute/executor.ts";
import type { SqlPolicy } from "../db/query/guard/policy.ts";
import { policyOf } from "../db/query/guard/policy-of-catalog.ts";
import { PAGE } from "../shared/api.ts";
import type { Channel } from "../shared/socket.ts";
import { createBacktests } from "./backtest/backtests.ts";
import { openCatalog } from "./catalog/open-catalog.ts";
import type { CatalogService } from "./catalog/ports.ts";
import { createEventSampler } from "./channels/event-sampler.ts";
import { createHub, type Hub } from "./channels/hub.ts";
import { createEventStreams } from "./channels/sse.ts";
import { createValueSampler } from "./channels/value-sampler.ts";
import { createClock } from "./clock.ts";
import type { Config } from "./config/config.ts";
import { createAuthenticator } from "./http/authenticator.ts";
import { createLogger } from "./http/logger.ts";
import { createOriginGuard, type OriginGuard } from "./http/origin-guard.ts";
import { createIngest } from "./ingest/create-ingest.ts";
import { keyProblem, openModel } from "./llm/registry.ts";
import { CLIENT_DIR, readVersion } from "./project.ts";
import { createQuery } from "./query/create-query.ts";
import { createPlanner } from "./query/planners.ts";
import type { Planner } from "./query/ports.ts";
import { createDocuments } from "./routes/documents/documents.ts";
import { createMetricWriter } from "./routes/metrics/metric-writer.ts";
import type { Services } from "./routes/services.ts";
import { createDependencyProbe } from "./routes/system/dependency-probe.ts";
import { createDependencyWatch } from "./routes/system/dependency-watch.ts";
import { createRetention } from "./runtime/retention.ts";
import { createRuntime } from "./runtime/runtime.ts";
import { createHeartbeat } from "./runtime/workers.ts";
import { type Job, type Schedule, schedule as scheduleByTimers } from "./schedule.ts";
import { createScanRunner } from "./sentinel/create-scan-runner.ts";
import type { ScanRunner } from "./sentinel/ports.ts";
import { createScans } from "./sentinel/scans.ts";
import { createGenerators } from "./simulator/generators.ts";
import { createTelemetry } from "./telemetry/telemetry.ts";

/** Everything that one run of the server is made of. */
export interface Context {
  readonly config: Config;
  readonly logger: Logger;
  readonly services: Services;
  readonly hub: Hub;
  readonly guard: OriginGuard;
  readonly clientDir: string;
  /** What goes on beside the requests while the engine runs, in the order in which it starts. */
  readonly jobs: readonly Job[];
  /** Closes the stores; everything that uses them has ended before. */
  close(): Promise<void>;
}

/** What tests put in the place of the real parts. */
export interface Overrides {
  /** Epoch ms. */
  readonly now?: () => number;
  /** Timers of the jobs. */
  readonly schedule?: Schedule;
  readonly logger?: Logger;
  readonly clientDir?: string;
  /** How long requests under way may take when the server stops, 3,000 ms by default. */
  readonly graceMs?: number;
  /** Whether processes for statements are started before they are needed, as they are otherwise. */
  readonly warmQueries?: boolean;
  /** Reads questions in the place of the rules. */
  readonly planner?: Planner;
  /** Carries scans out in the place of the missions. */
  readonly scanner?: ScanRunner;
  readonly openLog?: (options: { file: string; now: () => number; onCommitMs: (ms: number) => void }) => Promise<EventLog>;
}

/** The report of a scan, or of the newest one, as the event that ended it told it. */
async function latestScan(app: AppDatabase, id: string | undefined): Promise<unknown[]> {
  const scanId = id ?? (await app.scans.list({ limit: 1 })).items[0]?.id;
  const report = scanId === undefined ? undefined : await app.scans.get(scanId);
  return report ? [{ scanId, event: report.status === "completed" ? "scan.completed" : "scan.failed", data: report }] : [];
}

/** The newest state of a channel, for clients that were away for too long: open alerts, the last anomalies. */
async function snapshot(app: AppDatabase, { root, key }: Channel): Promise<unknown[]> {
  if (root === "sentinel") return latestScan(app, key);
  if (root === "anomalies") return (await app.anomalies.list({}, { limit: PAGE.maxLimit })).items;
  if (root !== "alerts") return [];
  const open = await app.alerts.open(SNAPSHOT_ALERTS);
  return key === undefined ? open : open.filter(({ domain }) => domain === key);
}

const SNAPSHOT_ALERTS = 10_000;

interface Asked {
  readonly policy: SqlPolicy;
  readonly executor: QueryExecutor;
  readonly asked: AskedDatabase;
}

/** The data being asked about, read-only, as far as the catalog has it. */
function openAsked({ database, queryTimeoutMs }: Config, { catalog, present }: CatalogService, warm: boolean): Asked {
  const policy = policyOf(catalog, database.kind, present);
  const executor = createQueryExecutor({ database, policy, timeoutMs: queryTimeoutMs, warm });
  const exists = (): boolean => database.kind !== "sqlite" || !database.demo || existsSync(database.file);
  return { policy, executor, asked: createAskedDatabase({ executor, policy, catalog, exists }) };
}

/** The composition root: opens the stores and builds every part, which `ConsoleServer` then starts. */
export async function createContext(config: Config, overrides: Overrides = {}): Promise<Context> {
  const logger = overrides.logger ?? createLogger(config.logLevel);
  const now = createClock(overrides.now);
  const schedule = overrides.schedule ?? scheduleByTimers;
  const onError = (message: string, error: unknown) => logger.error({ err: error }, message);
  const version = readVersion();
  const catalog = await openCatalog({
    config,
    now,
    schedule,
    onError,
    onProblem: (problem) => logger.warn(`not in the database, and left out of the catalog: ${problem}`),
  });
  const telemetry = createTelemetry({ version, onError });
  const app = await openSqliteApp({ file: config.appDatabase.appFile });
  const logOptions = { file: config.appDatabase.logFile, now, onCommitMs: (ms: number) => telemetry.committed(ms) };
  const log = await (overrides.openLog ?? openSqliteLog)(logOptions).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const hub = createHub({
    outbox: app.outbox,
    snapshot: (channel) => snapshot(app, channel),
    now,
    epoch: randomUUID(),
    onError: (error, what) => onError(what, error),
  });
  const sampler = createEventSampler({ publisher: hub, now, schedule: scheduleByTimers });
  const runtime = createRuntime({
    log,
    app,
    publisher: hub,
    now,
    latenessMs: config.latenessMs,
    tail: (events) => sampler.push(events),
    onError,
  });
  const values = createValueSampler({ publisher: hub, runtime, now, schedule: scheduleByTimers });
  const identity = { version, workerId: randomUUID(), startedAt: now(), accepting: true };
  const generators = createGenerators({ log, app, now, schedule, onError });
  const retention = createRetention({ log, app, retentionDays: config.retentionDays, now, schedule, onError });
  const heartbeat = createHeartbeat({
    workers: app.workers,
    id: identity.workerId,
    startedAt: identity.startedAt,
    now,
    schedule,
    onError,
  });
  telemetry.readFrom({
    log,
    app,
    runtime,
    clients: () => hub.stats(),
    retention: () => retention.status(),
    generators: () => generators.running().length,
    now,
  });
  const backtests = createBacktests({ file: config.appDatabase.logFile, latenessMs: config.latenessMs });
  const warm = overrides.warmQueries ?? true;
  const { policy, executor, asked } = openAsked(config, catalog, warm);
  const known = { catalog: catalog.catalog, profile: () => catalog.profile() };
  const model = openModel(config.llm);
  const problem = keyProblem(config.llm);
  if (problem) logger.warn(problem);
  const query = createQuery({
    ...known,
    policy,
    executor,
    rules: overrides.planner ?? createPlanner(known),
    model,
    planner: config.planner,
    clock: config.clock,
    conversations: app.conversations,
    audit: app.audit,
    now,
    onError,
  });
  const scans = createScans({
    runner:
      overrides.scanner ??
      createScanRunner({ runner: query.runner, catalog: catalog.catalog, asOf: () => query.asOf.current(), onError, model }),
    store: app.scans,
    log,
    tell: (step) => runtime.told(step),
    keep: config.sentinel.scanRetention,
    cron: config.sentinel.cron,
    now,
    onError,
  });
  const services: Services = {
    log,
    app,
    asked,
    catalog,
    query: query.engine,
    model,
    runtime,
    publisher: hub,
    streams: createEventStreams({ hub }),
    now,
    ingest: createIngest({ log, now }),
    authenticator: createAuthenticator(config.auth),
    metricWriter: createMetricWriter({ metrics: app.metrics, runtime, now }),
    backtests,
    documents: createDocuments(version),
    generators,
    scans,
    telemetry,
    identity,
    dependencies: createDependencyWatch(),
    configuration: config.effective,
    retentionDays: config.retentionDays,
  };
  const probe = createDependencyProbe({ services, schedule, onError });
  return {
    config,
    logger,
    services,
    hub,
    guard: createOriginGuard({ ...config.http, open: config.auth.kind === "open" }),
    clientDir: overrides.clientDir ?? CLIENT_DIR,
    jobs: [catalog, heartbeat, retention, generators, scans, backtests, values, probe, ...(warm ? [query.warming] : [])],
    async close() {
      sampler.stop();
      await executor.close();
      await log.close();
      await app.close();
    },
  };
}
