import { z } from "zod";
import { ROLES, type Role } from "../../shared/api.ts";
import { parseDuration } from "../../shared/time.ts";
import { isCron } from "../cron.ts";

/** Values of environment variables are text; every parser turns text into data or says what it expected. */
export type TextParser<T> = z.ZodType<T, string>;

function parser<T>(expected: string, parse: (text: string) => T | undefined): TextParser<T> {
  return z.string().transform((text, context) => {
    const value = parse(text);
    if (value === undefined) {
      context.addIssue({ code: "custom", message: `expected ${expected}` });
      return z.NEVER;
    }
    return value;
  });
}

export const text: TextParser<string> = z.string();

export function oneOf<const T extends string>(...values: readonly T[]): TextParser<T> {
  return parser(`one of ${values.join(", ")}`, (value) => values.find((known) => known === value));
}

export function integer(min: number, max: number): TextParser<number> {
  return parser(`a whole number from ${min} to ${max}`, (value) => {
    const number = /^\d{1,12}$/.test(value) ? Number(value) : Number.NaN;
    return number >= min && number <= max ? number : undefined;
  });
}

/** A duration such as `30s`, in milliseconds. */
export const duration: TextParser<number> = parser("a duration such as 500ms, 30s, 5m, 1h or 7d", parseDuration);

export const hostName: TextParser<string> = parser("a host name or an IP address", (value) =>
  /^[A-Za-z0-9._:-]{1,253}$/.test(value) ? value : undefined,
);

function urlWith(protocols: readonly string[]): (value: string) => string | undefined {
  return (value) => (URL.canParse(value) && protocols.includes(new URL(value).protocol) ? value : undefined);
}

export const httpUrl: TextParser<string> = parser("an http:// or https:// address", urlWith(["http:", "https:"]));

export type DatabaseUrl = { readonly kind: "sqlite"; readonly path: string } | { readonly kind: "postgres"; readonly url: string };

function parseDatabaseUrl(value: string): DatabaseUrl | undefined {
  if (value.startsWith("sqlite:")) {
    const path = value.slice("sqlite:".length).replace(/^\/\/(?=\/)/, "");
    return path === "" || path.startsWith("//") ? undefined : { kind: "sqlite", path };
  }
  return urlWith(["postgres:", "postgresql:"])(value) === undefined ? undefined : { kind: "postgres", url: value };
}

export const databaseUrl: TextParser<DatabaseUrl> = parser("sqlite:PATH, sqlite:///ABSOLUTE or postgres://…", parseDatabaseUrl);

function list(value: string): string[] {
  return value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** Every item of a comma list parsed; `undefined` when one is wrong or there is none. */
function all<T>(value: string, parse: (item: string) => T | undefined): T[] | undefined {
  const parsed = list(value).map(parse);
  return parsed.length > 0 && parsed.every((item) => item !== undefined) ? (parsed as T[]) : undefined;
}

export const redisNodes: TextParser<readonly string[]> = parser("redis:// or rediss:// addresses, separated by commas", (value) =>
  all(value, urlWith(["redis:", "rediss:"])),
);

function origin(item: string): string | undefined {
  const url = urlWith(["http:", "https:"])(item);
  return url !== undefined && new URL(url).origin === item.replace(/\/$/, "").toLowerCase() ? new URL(url).origin : undefined;
}

export const origins: TextParser<readonly string[]> = parser("origins such as https://console.example.com, separated by commas", (value) =>
  all(value, origin),
);

export interface TokenConfig {
  readonly name: string;
  readonly role: Role;
  readonly secret: string;
}

function token(item: string): TokenConfig | undefined {
  const match = /^([A-Za-z0-9._-]{1,64}):([a-z]+):([\x21-\x7e]{8,512})$/.exec(item);
  const role = ROLES.find((known) => known === match?.[2]);
  return match?.[1] && role && match[3] ? { name: match[1], role, secret: match[3] } : undefined;
}

export const apiTokens: TextParser<readonly TokenConfig[]> = parser(
  `name:role:secret, separated by commas; role is one of ${ROLES.join(", ")}, names and secrets differ, a secret has 8 characters or more`,
  (value) => {
    const tokens = all(value, token);
    const distinct = (of: (item: TokenConfig) => string) => new Set(tokens?.map(of)).size === tokens?.length;
    return tokens && distinct((item) => item.name) && distinct((item) => item.secret) ? tokens : undefined;
  },
);

export const cron: TextParser<string> = parser("a cron expression of five fields (six with seconds)", (value) =>
  isCron(value.trim()) ? value.trim() : undefined,
);
