import { maskDatabaseUrl, maskTokens, maskUrl, maskUrls } from "./masks.ts";
import {
  apiTokens,
  cron,
  databaseUrl,
  duration,
  hostName,
  httpUrl,
  integer,
  oneOf,
  origins,
  redisNodes,
  type TextParser,
  text,
} from "./parsers.ts";

/** One environment variable: the only source for the check at the start and for `.env.example`. */
export interface Variable<T = unknown> {
  readonly parse: TextParser<T>;
  /** The text that is parsed when the variable is not set; without one the value is `undefined`. */
  readonly default?: string;
  /** What stands in for the default in `.env.example`, where it depends on other variables. */
  readonly shown?: string;
  readonly meaning: string;
  /** Its value is never repeated in an error, nor shown unless `show` says what of it may be. */
  readonly secret?: true;
  /** The part of the value that anybody may see who may see the configuration. */
  show?(value: T): string;
}

const DAY_MS = 86_400_000;

export const VARIABLES = {
  APP_ENV: {
    parse: oneOf("dev", "stage", "prod"),
    default: "dev",
    meaning: "dev, stage or prod. prod refuses to start without API_TOKENS and an explicit CORS_ORIGINS.",
  },
  HOST: { parse: hostName, default: "127.0.0.1", meaning: "The address to listen on." },
  PORT: { parse: integer(0, 65_535), default: "3000", meaning: "The port to listen on; 0 picks a free one." },
  DATA_DIR: { parse: text, default: "./data", meaning: "Where the SQLite files live." },
  DATABASE_URL: {
    parse: databaseUrl,
    shown: "sqlite:$DATA_DIR/demo.sqlite",
    secret: true,
    show: maskDatabaseUrl,
    meaning: "The data being asked about, only ever read: sqlite:PATH, sqlite:///ABSOLUTE or postgres://…",
  },
  APP_DATABASE_URL: {
    parse: databaseUrl,
    shown: "sqlite:$DATA_DIR/app.sqlite",
    secret: true,
    show: maskDatabaseUrl,
    meaning: "What Crowsnest itself writes: sqlite:PATH; the event log is log.sqlite in the same folder. This version supports SQLite.",
  },
  REDIS_URL: {
    parse: redisNodes,
    secret: true,
    show: maskUrls,
    meaning: "redis:// or rediss://, a comma list for a cluster. This version keeps its windows in memory and refuses it.",
  },
  CATALOG_FILE: { parse: text, shown: "the demo catalog", meaning: "The schema catalog that questions are grounded in." },
  PLANNER: {
    parse: oneOf("rules", "model", "auto"),
    default: "auto",
    meaning: "rules, model, or auto: rules when they account for every content word, else the provider if one is configured.",
  },
  LLM_PROVIDER: {
    parse: oneOf("gemini", "openai", "none"),
    shown: "gemini with GOOGLE_API_KEY, else openai with OPENAI_API_KEY, else none",
    meaning: "gemini, openai or none.",
  },
  GOOGLE_API_KEY: { parse: text, secret: true, meaning: "Enables Gemini, the default provider." },
  OPENAI_API_KEY: { parse: text, secret: true, meaning: "Enables OpenAI." },
  LLM_MODEL: { parse: text, shown: "per provider", meaning: "The model's name." },
  LLM_BASE_URL: {
    parse: httpUrl,
    shown: "per provider",
    secret: true,
    show: maskUrl,
    meaning: "Points the provider's client at another server: a proxy, a local model, a test double.",
  },
  LLM_TIMEOUT_MS: { parse: integer(100, 600_000), shown: "per provider", meaning: "How long one call of a model may take." },
  API_TOKENS: {
    parse: apiTokens,
    secret: true,
    show: maskTokens,
    meaning: "Comma list of name:role:secret (producer, viewer, operator, admin); when set, every API and socket needs one.",
  },
  CORS_ORIGINS: { parse: origins, shown: "same origin only", meaning: "Comma list of allowed origins, also for sockets." },
  SENTINEL_CRON: { parse: cron, meaning: "Cron expression for scheduled scans." },
  ALLOWED_LATENESS: {
    parse: duration.refine((ms) => ms <= DAY_MS, "expected at most 1d"),
    default: "30s",
    meaning: "An event whose timestamp is older than its arrival minus this is late.",
  },
  RETENTION_DAYS: { parse: integer(1, 36_500), default: "30", meaning: "Days that events, alerts, anomalies and the audit log are kept." },
  SCAN_RETENTION: { parse: integer(1, 100_000), default: "200", meaning: "How many of the newest scans are kept." },
  CLOCK: {
    parse: oneOf("data", "wall"),
    default: "data",
    meaning: 'What "now" is for a question: data = the newest created_at that is not in the future, or wall.',
  },
  QUERY_TIMEOUT_MS: { parse: integer(1, 3_600_000), default: "5000", meaning: "How long one statement of a question may run." },
  RATE_LIMIT: {
    parse: integer(1, 10_000_000),
    shown: "off",
    meaning: "Requests a minute per token and group of routes.",
  },
  LOG_LEVEL: {
    parse: oneOf("trace", "debug", "info", "warn", "error", "fatal", "silent"),
    default: "info",
    meaning: "JSON lines on stdout, pretty on a terminal.",
  },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;
type ValueOf<V> = V extends { readonly parse: TextParser<infer T>; readonly default: string }
  ? T
  : V extends { readonly parse: TextParser<infer T> }
    ? T | undefined
    : never;
export type Values = { readonly [K in VariableName]: ValueOf<(typeof VARIABLES)[K]> };
