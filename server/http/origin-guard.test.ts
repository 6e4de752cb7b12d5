import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { createOriginGuard } from "./origin-guard.ts";

const open = createOriginGuard({ host: "0.0.0.0", corsOrigins: ["https://console.example.com"], open: true });
const withTokens = createOriginGuard({ host: "0.0.0.0", corsOrigins: [], open: false });

describe("hostAllowed", () => {
  it.each([
    "localhost",
    "localhost:3000",
    "LOCALHOST:3000",
    "127.0.0.1:3000",
    "127.8.9.1",
    "[::1]:3000",
    "crowsnest.localhost",
    "console.example.com",
  ])("lets %s in", (host) => expect(open.hostAllowed(host)).toBe(true));

  it.each([
    undefined,
    "",
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "0.0.0.0:3000",
    "evil@localhost",
    "localhost/x",
    "a b",
    "10.0.0.1",
  ])("keeps %s out", (host) => expect(open.hostAllowed(host)).toBe(false));

  it("lets the configured host in", () => {
    const named = createOriginGuard({ host: "10.0.0.1", corsOrigins: [], open: true });
    expect(named.hostAllowed("10.0.0.1:3000")).toBe(true);
    const ipv6 = createOriginGuard({ host: "fd00::1", corsOrigins: [], open: true });
    expect(ipv6.hostAllowed("[fd00::1]:3000")).toBe(true);
  });

  it("does not look when tokens are needed anyway", () => expect(withTokens.hostAllowed("evil.example")).toBe(true));

  it("stays right when more hosts were seen than it remembers", () => {
    for (let index = 0; index < 2_000; index++) expect(open.hostAllowed(`h${index}.example`)).toBe(false);
    expect(open.hostAllowed("[::1]")).toBe(true);
    expect(open.hostAllowed("h1999.example")).toBe(false);
  });
});

describe("originAllowed", () => {
  it.each([
    [undefined, "localhost:3000", true],
    ["http://localhost:3000", "localhost:3000", true],
    ["http://localhost:3001", "localhost:3000", false],
    ["https://console.example.com", "localhost:3000", true],
    ["http://console.example.com", "localhost:3000", false],
    ["https://evil.example", "localhost:3000", false],
    ["null", "localhost:3000", false],
    ["http://localhost:3000", undefined, false],
  ])("judges %s at %s", (origin, host, allowed) => expect(open.originAllowed(origin, host)).toBe(allowed));
});

describe("check", () => {
  const request = (method: string, headers: object) => ({ method, headers }) as unknown as IncomingMessage;

  it("lets a page elsewhere read, which CORS decides, but not change", () => {
    const headers = { host: "localhost", origin: "https://evil.example" };
    expect(() => open.check(request("GET", headers))).not.toThrow();
    expect(() => open.check(request("POST", headers))).toThrow(expect.objectContaining({ code: "origin_not_allowed" }));
    expect(() => withTokens.check(request("POST", headers))).toThrow(expect.objectContaining({ code: "origin_not_allowed" }));
  });

  it("refuses another host whatever the method", () => {
    expect(() => open.check(request("GET", { host: "evil.example" }))).toThrow(expect.objectContaining({ code: "origin_not_allowed" }));
  });
});
