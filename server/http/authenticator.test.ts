import { describe, expect, it } from "vitest";
import { ROLES, type Role } from "../../shared/api.ts";
import { type Access, createAuthenticator } from "./authenticator.ts";

const tokens = ROLES.map((role) => ({ name: `the-${role}`, role, secret: `secret-of-${role}` }));
const authenticator = createAuthenticator({ kind: "tokens", tokens });
const attempt = (header: string | undefined, access: Exclude<Access, "open">): string => {
  try {
    return authenticator.authorize(header, access).actor;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe("authorize", () => {
  const allowed: Record<Exclude<Access, "open">, readonly Role[]> = {
    any: ["producer", "viewer", "operator", "admin"],
    producer: ["producer", "operator", "admin"],
    viewer: ["viewer", "operator", "admin"],
    operator: ["operator", "admin"],
    admin: ["admin"],
  };
  const cases = Object.entries(allowed).flatMap(([access, roles]) => ROLES.map((role) => [role, access, roles.includes(role)] as const));

  it.each(cases)("as %s, where it takes %s: %s", (role, access, may) => {
    const outcome = attempt(`Bearer secret-of-${role}`, access as Exclude<Access, "open">);
    expect(outcome).toBe(may ? `the-${role}` : "forbidden");
  });

  it.each([
    undefined,
    "",
    "Bearer",
    "Bearer ",
    "Bearer wrong",
    "Basic secret-of-admin",
    "secret-of-admin",
    "Bearer secret-of-admin x",
    "Bearer Secret-of-admin",
  ])("does not know %s", (header) => expect(attempt(header, "any")).toBe("unauthorized"));

  it("asks for a token in the way of RFC 6750", () => {
    expect(() => authenticator.authorize(undefined, "any")).toThrow(
      expect.objectContaining({ options: { headers: { "WWW-Authenticate": expect.stringMatching(/^Bearer/) } } }),
    );
  });
});

describe("authenticateToken", () => {
  it("finds whose token it is", () => {
    expect(authenticator.authenticateToken("secret-of-viewer")).toEqual({ actor: "the-viewer", role: "viewer" });
    expect(authenticator.authenticateToken("nobody's")).toBeUndefined();
    expect(authenticator.authenticateToken(undefined)).toBeUndefined();
  });

  it("makes everybody the local admin where there are none", () => {
    const open = createAuthenticator({ kind: "open" });
    expect(open.required).toBe(false);
    expect(open.authenticateToken(undefined)).toEqual({ actor: "local", role: "admin" });
    expect(open.authorize(undefined, "admin")).toEqual({ actor: "local", role: "admin" });
  });
});
