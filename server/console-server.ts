import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { EventLog } from "../db/ports.ts";
import { createApp } from "./app.ts";
import { attachSocketIo } from "./channels/socket-io.ts";
import type { Config } from "./config/config.ts";
import { type Context, createContext, type Overrides } from "./context.ts";
import { createDefaultMetrics } from "./first-start.ts";
import { answerClientError } from "./http/client-error.ts";

/** A client that sends and takes nothing for so long is hung up on. */
const IDLE_MS = 120_000;
/** Longer than what load balancers keep, so that none sends into a connection that is being closed. */
const KEEP_ALIVE_MS = 65_000;
/** Requests under way when the server stops have this long to end. */
const GRACE_MS = 3_000;
const QUEUE_LOOK_MS = 5;
/** How long each step of the stop may take, ms: a step that hangs must not keep the others from being taken, nor all of them 10 s. */
const STOP_MS = { jobs: 1_500, hangUp: 500, queue: 1_000, engine: 2_500, stores: 1_000 } as const;

/** One run of Crowsnest: made, started once, destroyed once. */
export interface ConsoleServer {
  readonly context: Context;
  /** Recovers, goes live and listens; resolves with the address. */
  start(): Promise<string>;
  /** Takes everything down in the reverse order; every call waits for the same end. */
  destroy(): Promise<void>;
}

function createHttpServer(context: Context): Server {
  const { services, logger, guard, config, clientDir } = context;
  const app = createApp({ services, logger, guard, http: config.http, clientDir });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, app);
  // A body of NDJSON may take any time to arrive, as long as it keeps arriving.
  server.requestTimeout = 0;
  server.timeout = IDLE_MS;
  server.on("clientError", answerClientError);
  return server;
}

function listen(server: Server, { host, port }: Config["http"]): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const bound = (server.address() as AddressInfo).port;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${bound}`);
    });
  });
}

/** Stops listening and waits for the requests under way; calls `hurry` at half of the time they have, and hangs up at its end. */
function closeHttp(server: Server, graceMs: number, hurry: () => void): Promise<void> {
  return new Promise((resolve) => {
    const timers = [setTimeout(hurry, graceMs / 2), setTimeout(() => server.closeAllConnections(), graceMs)];
    server.close(() => {
      timers.forEach(clearTimeout);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Waits for the commits of requests that nobody waits for any more, so that the engine sees them as well. */
async function committed(log: EventLog): Promise<void> {
  while (log.queued() > 0 && log.health() !== "failed") await pause(QUEUE_LOOK_MS);
}

interface Step {
  readonly what: string;
  readonly withinMs: number;
  readonly run: () => Promise<unknown>;
}

async function inTime({ what, withinMs, run }: Step): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took too long to stop`)), withinMs);
  });
  try {
    await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Takes every step, whatever becomes of the ones before it; throws the first error in the end. */
async function takeAll(steps: readonly Step[]): Promise<void> {
  const errors: unknown[] = [];
  for (const step of steps) await inTime(step).catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}

/** Builds a server from its configuration. Throws when a store cannot be opened. */
export async function createConsoleServer(config: Config, overrides: Overrides = {}): Promise<ConsoleServer> {
  const context = await createContext(config, overrides);
  const { services, hub, guard, logger } = context;
  const server = createHttpServer(context);
  const sockets = attachSocketIo(server, {
    hub,
    guard,
    allowedOrigins: config.http.corsOrigins,
    authenticate: services.authenticator.authenticateToken,
    log: (message, fields) => logger.debug(fields, message),
  });
  const unwind = async (): Promise<void> => {
    services.identity.accepting = false;
    sockets.close();
    services.streams.close();
    const graceMs = overrides.graceMs ?? GRACE_MS;
    await takeAll([
      { what: "the jobs", withinMs: STOP_MS.jobs, run: () => Promise.all(context.jobs.map((job) => job.stop())) },
      { what: "the HTTP server", withinMs: graceMs + STOP_MS.hangUp, run: () => closeHttp(server, graceMs, services.ingest.stop) },
      { what: "the queue of the event log", withinMs: STOP_MS.queue, run: () => committed(services.log) },
      { what: "the engine", withinMs: STOP_MS.engine, run: () => services.runtime.stop() },
      { what: "the stores", withinMs: STOP_MS.stores, run: () => context.close() },
    ]);
  };
  let end: Promise<void> | undefined;
  return {
    context,
    async start() {
      await services.runtime.start();
      await createDefaultMetrics(services);
      for (const job of context.jobs) await job.start();
      return listen(server, config.http);
    },
    destroy() {
      end ??= unwind();
      return end;
    },
  };
}
