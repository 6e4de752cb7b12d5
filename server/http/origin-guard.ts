import type { IncomingMessage } from "node:http";
import { ApiError } from "./api-error.ts";

export interface GuardOptions {
  readonly host: string;
  readonly corsOrigins: readonly string[];
  /** Without tokens anybody who reaches the server is the admin, so the Host header is checked too. */
  readonly open: boolean;
}

/** Says whether a request comes from a page that may use this server. */
export interface OriginGuard {
  /** The Host header names this server: loopback, the configured host, or that of a listed origin. */
  hostAllowed(host: string | undefined): boolean;
  /** The Origin header is absent, the server's own, or a listed one. */
  originAllowed(origin: string | undefined, host: string | undefined): boolean;
  /** Throws `origin_not_allowed`. */
  check(request: IncomingMessage): void;
}

const LOOPBACK = /^(localhost|([a-z0-9-]+\.)+localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const WILDCARD_HOSTS = new Set(["0.0.0.0", "::"]);
const KNOWN_HOSTS_MAX = 1_000;

function hostnameOf(host: string): string | undefined {
  const url = `http://${host}`;
  return URL.canParse(url) && !/[@/?#\\]/.test(host) ? new URL(url).hostname : undefined;
}

function listedHostnames({ host, corsOrigins }: GuardOptions): Set<string> {
  const names = new Set(corsOrigins.map((origin) => new URL(origin).hostname));
  const own = hostnameOf(host.includes(":") ? `[${host}]` : host);
  if (own !== undefined && !WILDCARD_HOSTS.has(host)) names.add(own);
  return names;
}

function isSafe(method: string | undefined): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS";
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** Remembers the verdicts, since a client sends the same header with every request; bounded, since it may not. */
function remembered(decide: (host: string) => boolean): (host: string) => boolean {
  const verdicts = new Map<string, boolean>();
  return (host) => {
    const known = verdicts.get(host);
    if (known !== undefined) return known;
    const verdict = decide(host);
    if (verdicts.size < KNOWN_HOSTS_MAX) verdicts.set(host, verdict);
    return verdict;
  };
}

export function createOriginGuard(options: GuardOptions): OriginGuard {
  const listed = listedHostnames(options);
  const origins = new Set(options.corsOrigins);
  const isOwnHost = remembered((host) => {
    const name = hostnameOf(host);
    return name !== undefined && (LOOPBACK.test(name) || listed.has(name));
  });
  const hostAllowed = (host: string | undefined): boolean => !options.open || (host !== undefined && isOwnHost(host));
  const originAllowed = (origin: string | undefined, host: string | undefined): boolean =>
    origin === undefined || origins.has(origin) || (host !== undefined && hostOf(origin) === host.toLowerCase());
  return {
    hostAllowed,
    originAllowed,
    check(request) {
      const { host, origin } = request.headers;
      if (!hostAllowed(host)) {
        throw new ApiError("origin_not_allowed", "The Host header names another host; list its origin in CORS_ORIGINS to use it.");
      }
      // A page elsewhere may send a request without a body and without asking first: reading is CORS's matter, changing is ours.
      if (origin !== undefined && !isSafe(request.method) && !originAllowed(origin, host)) {
        throw new ApiError("origin_not_allowed", "Requests from this origin are not allowed; CORS_ORIGINS lists those that are.");
      }
    },
  };
}
