import { dirname, join, resolve } from "node:path";
import type { ConfigVariable } from "../../shared/system.ts";
import { effectiveConfig } from "./effective-config.ts";
import type { TokenConfig } from "./parsers.ts";
import { VARIABLES, type Values, type Variable, type VariableName } from "./variables.ts";

/** A wrong environment variable; the message is one line that begins with its name. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

export type AuthConfig = { readonly kind: "open" } | { readonly kind: "tokens"; readonly tokens: readonly TokenConfig[] };
/** The data being asked about. `demo`: nobody named a database, and the one with the demo data is made when it is missing. */
export type AskedDatabaseConfig =
  | { readonly kind: "sqlite"; readonly file: string; readonly demo: boolean }
  | { readonly kind: "postgres"; readonly url: string };
export interface AppDatabaseConfig {
  readonly kind: "sqlite";
  readonly logFile: string;
  readonly appFile: string;
}
export type CacheConfig = { readonly kind: "memory" };

interface ModelConfig {
  readonly apiKey: string | undefined;
  readonly model: string | undefined;
  readonly baseUrl: string | undefined;
  readonly timeoutMs: number | undefined;
}
export type LlmConfig = { readonly provider: "none" } | ({ readonly provider: "gemini" | "openai" } & ModelConfig);

/** The checked configuration; made once at the start, from the environment alone. */
export interface Config {
  readonly env: "dev" | "stage" | "prod";
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly corsOrigins: readonly string[];
    /** Requests a minute per token and group of routes. */
    readonly rateLimit: number | undefined;
  };
  readonly auth: AuthConfig;
  readonly dataDir: string;
  readonly database: AskedDatabaseConfig;
  readonly appDatabase: AppDatabaseConfig;
  readonly cache: CacheConfig;
  readonly catalogFile: string | undefined;
  readonly planner: "rules" | "model" | "auto";
  readonly llm: LlmConfig;
  readonly sentinel: { readonly cron: string | undefined; readonly scanRetention: number };
  readonly latenessMs: number;
  readonly retentionDays: number;
  readonly clock: "data" | "wall";
  readonly queryTimeoutMs: number;
  readonly logLevel: Values["LOG_LEVEL"];
  /** Every variable as it may be shown. */
  readonly effective: readonly ConfigVariable[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

function parseVariable(name: VariableName, environment: Environment): unknown {
  const variable: Variable = VARIABLES[name];
  // A line such as `REDIS_URL=` in .env means the same as no line.
  const given = environment[name]?.trim();
  const source = given === undefined || given === "" ? variable.default : given;
  if (source === undefined) return undefined;
  const result = variable.parse.safeParse(source);
  if (result.success) return result.data;
  const got = variable.secret ? "" : `, got "${source.slice(0, 200)}"`;
  throw new ConfigError(`${name}: ${result.error.issues[0]?.message ?? "wrong value"}${got}`);
}

function parseAll(environment: Environment): Values {
  const names = Object.keys(VARIABLES) as VariableName[];
  return Object.fromEntries(names.map((name) => [name, parseVariable(name, environment)])) as unknown as Values;
}

function askedDatabase(values: Values, dataDir: string): AskedDatabaseConfig {
  const given = values.DATABASE_URL;
  if (given?.kind === "postgres") return { kind: "postgres", url: given.url };
  return { kind: "sqlite", file: given ? resolve(given.path) : join(dataDir, "demo.sqlite"), demo: given === undefined };
}

function appDatabase(values: Values, dataDir: string): AppDatabaseConfig {
  const given = values.APP_DATABASE_URL;
  if (given?.kind === "postgres")
    throw new ConfigError("APP_DATABASE_URL: this version supports SQLite only, as in sqlite:./data/app.sqlite");
  const appFile = given ? resolve(given.path) : join(dataDir, "app.sqlite");
  const logFile = join(dirname(appFile), "log.sqlite");
  if (appFile === logFile) throw new ConfigError("APP_DATABASE_URL: log.sqlite is the name of the event log, choose another file name");
  return { kind: "sqlite", logFile, appFile };
}

function llm(values: Values): LlmConfig {
  const provider = values.LLM_PROVIDER ?? (values.GOOGLE_API_KEY ? "gemini" : values.OPENAI_API_KEY ? "openai" : "none");
  if (provider === "none") return { provider };
  const apiKey = provider === "gemini" ? values.GOOGLE_API_KEY : values.OPENAI_API_KEY;
  return { provider, apiKey, model: values.LLM_MODEL, baseUrl: values.LLM_BASE_URL, timeoutMs: values.LLM_TIMEOUT_MS };
}

function requireForProduction(values: Values): void {
  if (values.APP_ENV !== "prod") return;
  if (!values.API_TOKENS) throw new ConfigError("API_TOKENS: required with APP_ENV=prod");
  if (!values.CORS_ORIGINS) throw new ConfigError("CORS_ORIGINS: required with APP_ENV=prod");
}

/** Checks the environment; `fromFile` are its variables that `.env` sets. Throws a {@link ConfigError} that names the first wrong variable. */
export function parseConfig(environment: Environment, fromFile: ReadonlySet<string> = new Set()): Config {
  const values = parseAll(environment);
  requireForProduction(values);
  if (values.REDIS_URL) throw new ConfigError("REDIS_URL: this version keeps its windows in memory only, remove the variable");
  const dataDir = resolve(values.DATA_DIR);
  return {
    env: values.APP_ENV,
    http: { host: values.HOST, port: values.PORT, corsOrigins: values.CORS_ORIGINS ?? [], rateLimit: values.RATE_LIMIT },
    auth: values.API_TOKENS ? { kind: "tokens", tokens: values.API_TOKENS } : { kind: "open" },
    dataDir,
    database: askedDatabase(values, dataDir),
    appDatabase: appDatabase(values, dataDir),
    cache: { kind: "memory" },
    catalogFile: values.CATALOG_FILE === undefined ? undefined : resolve(values.CATALOG_FILE),
    planner: values.PLANNER,
    llm: llm(values),
    sentinel: { cron: values.SENTINEL_CRON, scanRetention: values.SCAN_RETENTION },
    latenessMs: values.ALLOWED_LATENESS,
    retentionDays: values.RETENTION_DAYS,
    clock: values.CLOCK,
    queryTimeoutMs: values.QUERY_TIMEOUT_MS,
    logLevel: values.LOG_LEVEL,
    effective: effectiveConfig({ environment, fromFile }),
  };
}
