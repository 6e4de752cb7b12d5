import { createHash, timingSafeEqual } from "node:crypto";
import type { Role } from "../../shared/api.ts";
import type { AuthConfig } from "../config/config.ts";
import { ApiError } from "./api-error.ts";
import type { Identity } from "./request-state.ts";

/** Who may use a route: everybody, everybody with a token, or a role and those above it. */
export type Access = "open" | "any" | Role;

const ALLOWED: Record<Exclude<Access, "open">, ReadonlySet<Role>> = {
  any: new Set(["producer", "viewer", "operator", "admin"]),
  producer: new Set(["producer", "operator", "admin"]),
  viewer: new Set(["viewer", "operator", "admin"]),
  operator: new Set(["operator", "admin"]),
  admin: new Set(["admin"]),
};

export interface Authenticator {
  /** Whether tokens are configured. */
  readonly required: boolean;
  /** Who a token stands for; everybody is `local` when none are configured. */
  authenticateToken(token: string | undefined): Identity | undefined;
  /** Who a request with this Authorization header acts as. Throws `unauthorized` or `forbidden`. */
  authorize(header: string | undefined, access: Exclude<Access, "open">): Identity;
}

const LOCAL: Identity = { actor: "local", role: "admin" };
const CHALLENGE = { "WWW-Authenticate": 'Bearer realm="crowsnest"' };

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function bearer(header: string | undefined): string | undefined {
  return header === undefined ? undefined : /^Bearer ([\x21-\x7e]{1,1024})$/i.exec(header)?.[1];
}

function withTokens(tokens: Extract<AuthConfig, { kind: "tokens" }>["tokens"]): Authenticator {
  const known = tokens.map(({ name, role, secret }) => ({ digest: digest(secret), identity: { actor: name, role } }));
  const authenticateToken = (token: string | undefined): Identity | undefined => {
    if (token === undefined) return undefined;
    const given = digest(token);
    let found: Identity | undefined;
    // No early end: how long it takes must not tell which token it was compared with.
    for (const entry of known) if (timingSafeEqual(entry.digest, given)) found = entry.identity;
    return found;
  };
  return {
    required: true,
    authenticateToken,
    authorize(header, access) {
      const identity = authenticateToken(bearer(header));
      if (!identity) throw new ApiError("unauthorized", "Send a token as Authorization: Bearer.", { headers: CHALLENGE });
      if (ALLOWED[access].has(identity.role)) return identity;
      throw new ApiError("forbidden", `The role ${identity.role} may not do this; it takes ${access}.`);
    },
  };
}

/** Checks tokens against the configured ones; without any, everybody is the local admin. */
export function createAuthenticator(auth: AuthConfig): Authenticator {
  if (auth.kind === "tokens") return withTokens(auth.tokens);
  return { required: false, authenticateToken: () => LOCAL, authorize: () => LOCAL };
}
