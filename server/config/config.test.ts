import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, parseConfig } from "./config.ts";
import { VARIABLES } from "./variables.ts";

const TOKENS = "feed:producer:secret-one,anna:admin:secret-two";

function refusal(environment: Record<string, string>): string {
  try {
    parseConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error(`accepted ${JSON.stringify(environment)}`);
}

describe("parseConfig", () => {
  it("has a default for everything", () => {
    const config = parseConfig({});
    expect(config).toMatchObject({
      env: "dev",
      http: { host: "127.0.0.1", port: 3000, corsOrigins: [], rateLimit: undefined },
      auth: { kind: "open" },
      dataDir: resolve("./data"),
      database: { kind: "sqlite", file: resolve("./data/demo.sqlite"), demo: true },
      appDatabase: { kind: "sqlite", logFile: resolve("./data/log.sqlite"), appFile: resolve("./data/app.sqlite") },
      planner: "auto",
      llm: { provider: "none" },
      sentinel: { cron: undefined, scanRetention: 200 },
      latenessMs: 30_000,
      retentionDays: 30,
      clock: "data",
      queryTimeoutMs: 5_000,
      logLevel: "info",
    });
  });

  it.each([
    ["APP_ENV", "production"],
    ["HOST", "two words"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "3000.5"],
    ["PORT", "http"],
    ["DATABASE_URL", "mysql://localhost/db"],
    ["DATABASE_URL", "sqlite:"],
    ["DATABASE_URL", "sqlite://relative.sqlite"],
    ["APP_DATABASE_URL", "oracle:thing"],
    ["REDIS_URL", "http://localhost"],
    ["PLANNER", "guess"],
    ["LLM_PROVIDER", "claude"],
    ["LLM_BASE_URL", "localhost:1234"],
    ["LLM_TIMEOUT_MS", "soon"],
    ["API_TOKENS", "anna:admin"],
    ["API_TOKENS", "anna:root:secret-two"],
    ["API_TOKENS", "anna:admin:short"],
    ["API_TOKENS", "anna:admin:secret-two,anna:viewer:secret-one"],
    ["API_TOKENS", "anna:admin:secret-two,bert:viewer:secret-two"],
    ["CORS_ORIGINS", "https://a.example/path"],
    ["CORS_ORIGINS", "*"],
    ["SENTINEL_CRON", "every day"],
    ["ALLOWED_LATENESS", "30"],
    ["ALLOWED_LATENESS", "2d"],
    ["RETENTION_DAYS", "0"],
    ["SCAN_RETENTION", "0"],
    ["CLOCK", "atomic"],
    ["QUERY_TIMEOUT_MS", "0"],
    ["RATE_LIMIT", "0"],
    ["LOG_LEVEL", "loud"],
  ])("refuses %s=%s in one line that begins with its name", (name, value) => {
    const message = refusal({ [name]: value });
    expect(message.startsWith(`${name}: `)).toBe(true);
    expect(message).not.toContain("\n");
  });

  it("never repeats a secret", () => {
    for (const name of ["API_TOKENS", "DATABASE_URL", "APP_DATABASE_URL", "REDIS_URL"]) {
      expect(refusal({ [name]: "swordfish:x" })).not.toContain("swordfish");
    }
  });

  it("takes an empty value for none", () => {
    const unset = Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, " "]));
    expect(parseConfig(unset)).toEqual(parseConfig({}));
  });

  it("needs tokens and origins in production", () => {
    expect(refusal({ APP_ENV: "prod" })).toMatch(/^API_TOKENS: /);
    expect(refusal({ APP_ENV: "prod", API_TOKENS: TOKENS })).toMatch(/^CORS_ORIGINS: /);
    expect(parseConfig({ APP_ENV: "prod", API_TOKENS: TOKENS, CORS_ORIGINS: "https://console.example.com" }).auth).toEqual({
      kind: "tokens",
      tokens: [
        { name: "feed", role: "producer", secret: "secret-one" },
        { name: "anna", role: "admin", secret: "secret-two" },
      ],
    });
  });

  it("says what this version does not support", () => {
    expect(refusal({ APP_DATABASE_URL: "postgres://u:p@db/app" })).toMatch(/^APP_DATABASE_URL: .*SQLite/);
    expect(refusal({ REDIS_URL: "redis://a:6379,redis://b:6379" })).toMatch(/^REDIS_URL: .*memory/);
  });

  it("understands both forms of a SQLite address", () => {
    expect(parseConfig({ DATABASE_URL: "sqlite:some/data.sqlite" }).database).toEqual({
      kind: "sqlite",
      file: resolve("some/data.sqlite"),
      demo: false,
    });
    const absolute = { kind: "sqlite", file: "/some/data.sqlite", demo: false };
    expect(parseConfig({ DATABASE_URL: "sqlite:///some/data.sqlite" }).database).toEqual(absolute);
    expect(parseConfig({ DATABASE_URL: "sqlite:/some/data.sqlite" }).database).toEqual(absolute);
    expect(parseConfig({ DATABASE_URL: "postgres://u:p@db/asked" }).database).toEqual({ kind: "postgres", url: "postgres://u:p@db/asked" });
  });

  it("keeps the log beside the app database", () => {
    const { appDatabase } = parseConfig({ APP_DATABASE_URL: "sqlite:///var/lib/crowsnest/own.sqlite" });
    expect(appDatabase).toEqual({ kind: "sqlite", appFile: "/var/lib/crowsnest/own.sqlite", logFile: "/var/lib/crowsnest/log.sqlite" });
    expect(parseConfig({ DATA_DIR: "/elsewhere" }).appDatabase.logFile).toBe(join("/elsewhere", "log.sqlite"));
  });

  it.each([
    [
      { GOOGLE_API_KEY: "g", OPENAI_API_KEY: "o" },
      { provider: "gemini", apiKey: "g" },
    ],
    [
      { OPENAI_API_KEY: "o", LLM_MODEL: "m" },
      { provider: "openai", apiKey: "o", model: "m" },
    ],
    [{ GOOGLE_API_KEY: "g", LLM_PROVIDER: "none" }, { provider: "none" }],
  ])("chooses the provider by %o", (environment, llm) => {
    expect(parseConfig(environment).llm).toMatchObject(llm);
  });
});
