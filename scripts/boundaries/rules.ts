/**
 * Who may import whom, which door each third-party package comes in by, and what is banned where.
 * A pattern is a path from the checkout: a folder with everything in it (`server/http/`), the beginning of a name (`db/log*`) or one file.
 */

export interface ZoneRule {
  /** Folders whose modules may be imported. */
  readonly imports: readonly string[];
  /** Third-party packages; without a list, any that has no other door. */
  readonly packages?: readonly string[];
  /** Whether Node's own modules may be imported. */
  readonly builtins: boolean;
  /** Folders that tests may import on top. */
  readonly testImports?: readonly string[];
}

export const zones: Readonly<Record<string, ZoneRule>> = {
  shared: { imports: ["shared/"], packages: ["zod"], builtins: false },
  streams: { imports: ["streams/", "shared/"], packages: ["rxjs"], builtins: false },
  db: {
    imports: ["db/", "shared/"],
    packages: ["better-sqlite3", "kysely", "libpg-query", "pg", "pure-rand", "sqlite3-parser", "typeorm", "yaml"],
    builtins: true,
  },
  server: { imports: ["server/", "shared/", "streams/", "db/"], builtins: true, testImports: ["scripts/"] },
  client: { imports: ["client/", "shared/"], builtins: false, testImports: ["server/", "scripts/", "db/"] },
  scripts: { imports: ["scripts/", "shared/", "streams/", "db/", "server/"], builtins: true },
};

export interface DirectionRule {
  readonly from: readonly string[];
  readonly mayNotImport: readonly string[];
  readonly except?: readonly string[];
  readonly because: string;
}

const features = ["ingest", "runtime", "catalog", "query", "sentinel", "llm", "cache", "notify", "simulator", "telemetry"].map(
  (name) => `server/${name}/`,
);
const featurePorts = features.map((folder) => `${folder}ports.ts`);

export const directions: readonly DirectionRule[] = [
  {
    from: ["server/routes/", "server/channels/"],
    mayNotImport: [...features, "db/"],
    except: [...featurePorts, "db/ports.ts"],
    because: "routes and channels reach features through the context only",
  },
  {
    from: ["server/routes/"],
    mayNotImport: ["server/channels/"],
    except: ["server/channels/ports.ts"],
    because: "routes reach the channels through the context only",
  },
  {
    from: features,
    mayNotImport: ["server/context.ts", "server/console-server.ts", "server/app.ts", "server/main.ts", "server/routes/"],
    because: "a feature takes the few things it uses, never the whole context or its edges",
  },
  {
    from: features,
    mayNotImport: ["server/channels/"],
    except: ["server/channels/ports.ts"],
    because: "features publish through the channels' port",
  },
  {
    from: ["server/query/", "server/sentinel/"],
    mayNotImport: ["streams/"],
    because: "answers come from the database, not from the graph",
  },
  {
    from: ["server/sentinel/"],
    mayNotImport: ["server/query/"],
    except: ["server/query/run-plan.ts"],
    because: "the Sentinel takes from the query feature the one function that runs a plan",
  },
  {
    from: ["client/components/ui/", "client/components/grid*", "client/components/chart*"],
    mayNotImport: ["client/views/", "client/components/shell/"],
    because: "a component does not know which view shows it",
  },
];

/** Packages and the only places, besides tests, that may import them. A name ending in `*` is a prefix. */
export const doors: Readonly<Record<string, readonly string[]>> = {
  "better-sqlite3": ["db/", "scripts/bench/", "scripts/eval-questions/"],
  typeorm: ["db/"],
  kysely: ["db/"],
  "libpg-query": ["db/query/guard/"],
  pg: ["db/"],
  "sqlite3-parser": ["db/query/guard/"],
  express: ["server/app.ts", "server/routes/", "server/http/", "scripts/bench/"],
  cors: ["server/app.ts", "server/http/"],
  helmet: ["server/app.ts", "server/http/"],
  "express-rate-limit": ["server/app.ts", "server/http/"],
  "pino-http": ["server/app.ts", "server/http/"],
  "swagger-ui-dist": ["server/routes/", "server/http/"],
  dotenv: ["server/config/"],
  "pure-rand": ["db/demo/"],
  yaml: ["server/http/", "db/catalog/", "client/components/code/"],
  "socket.io": ["server/channels/socket-io*", "scripts/bench/"],
  "socket.io-client": ["client/live/", "scripts/"],
  ioredis: ["server/cache/"],
  "node-cron": ["server/cron.ts"],
  "prom-client": ["server/telemetry/"],
  "@langchain/langgraph": ["server/query/graph.ts", "server/sentinel/graph.ts"],
  "@langchain/core": ["server/llm/", "server/query/graph.ts", "server/sentinel/graph.ts"],
  "@langchain/*": ["server/llm/"],
  "@google/*": ["server/llm/"],
  "ag-grid-*": ["client/components/grid*"],
  uplot: ["client/components/chart*"],
  apexcharts: ["client/components/chart*"],
  "react-apexcharts": ["client/components/chart*"],
  "radix-ui": ["client/components/", "client/App.tsx"],
  cmdk: ["client/components/"],
  "node:process": ["server/config/", "server/main.ts", "scripts/"],
};

export interface Ban {
  readonly in: readonly string[];
  readonly except?: readonly string[];
  /** As {@link ModuleFacts.uses} spells them. */
  readonly uses: readonly string[];
  readonly because: string;
}

const clocks = ["Date.now", "new Date()", "Date()", "performance.now"];
const timers = ["setTimeout", "setInterval", "setImmediate", "queueMicrotask"];
const chance = ["Math.random", "crypto.randomUUID", "crypto.getRandomValues"];

export const bans: readonly Ban[] = [
  { in: ["streams/"], uses: [...clocks, ...timers, ...chance], because: "the graph takes time and chance as inputs" },
  { in: ["shared/"], uses: [...clocks, ...chance], because: "both ends read the same data alike; pass the instant in" },
  {
    in: ["server/", "db/", "streams/"],
    except: ["server/config/"],
    uses: ["process.env"],
    because: "the environment is read once, in server/config",
  },
];

/** RxJS functions that run on the wall clock unless they are handed a scheduler. */
export const timedOperators: readonly string[] = [
  "interval",
  "timer",
  "delay",
  "debounceTime",
  "throttleTime",
  "auditTime",
  "bufferTime",
  "sampleTime",
  "windowTime",
  "timeout",
  "timeoutWith",
  "timestamp",
  "timeInterval",
];

/** Where {@link timedOperators} need their scheduler. */
export const scheduledFolders: readonly string[] = ["streams/"];

/** How many folders a file may be deep in. */
export const MAX_FOLDERS = 3;
