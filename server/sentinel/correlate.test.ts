import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correlate } from "./correlate.ts";
import { type Example, scoredExample } from "./testing/scored-example.ts";

function of(domain: string, name: string, example: Example = {}) {
  return scoredExample(name, { ...example, finding: { domain, id: `${domain}.${name}:all`, ...example.finding } });
}

const traits = (more: Partial<Record<"networks" | "methods" | "countries", string[]>>) => ({
  candidate: { traits: { networks: [], methods: [], countries: [], ...more } },
});

describe("findings belong together", () => {
  it("that share customers, in the order in which they came about", () => {
    const attack = of("security", "attack", { userIds: [1, 2, 3, 4], hours: [2, 3], finding: { score: 80 } });
    const exit = of("risk", "exit", { userIds: [2, 3, 4, 9], hours: [4, 5], finding: { score: 50 } });
    const [chain, ...others] = correlate([exit, attack]);
    expect(others).toEqual([]);
    expect(chain).toMatchObject({
      findingIds: ["security.attack:all", "risk.exit:all"],
      shared: [2, 3, 4].map((value) => ({ type: "user", value })),
      score: 90,
      title: "Findings of risk and security share 3 customers",
    });
    expect(chain?.explanation).toMatch(/^From 2026-10-31 02:00 UTC, security: .*From 2026-10-31 04:00 UTC, risk: .*sharing 3 customers/);
  });

  it.each<[string, Parameters<typeof traits>[0], [number, number], string, string]>([
    ["a network", { networks: ["203.0.113.0/24"] }, [2, 3], "network", "203.0.113.0/24"],
    ["a country", { countries: ["RO"] }, [20, 22], "country", "RO"],
    ["a method at the same time", { methods: ["crypto"] }, [3, 5], "method", "crypto"],
  ])("that share %s", (_what, more, hours, type, value) => {
    const shared = traits(more);
    const [chain] = correlate([of("security", "a", shared), of("risk", "b", { ...shared, hours })]);
    expect(chain?.shared).toEqual([{ type, value }]);
  });

  it.each([
    ["of one domain", of("risk", "b", { userIds: [1, 2, 3] })],
    ["with a method at another time", of("risk", "b", { ...traits({ methods: ["crypto"] }), hours: [10, 12] })],
    ["that share nothing", of("risk", "b", { userIds: [8, 9] })],
    ["that are of no weight", of("risk", "b", { userIds: [1, 2, 3], finding: { score: 10 } })],
  ])("not those %s", (what, other) => {
    const domain = what === "of one domain" ? "risk" : "security";
    expect(correlate([of(domain, "a", { userIds: [1, 2, 3], ...traits({ methods: ["crypto"] }) }), other])).toEqual([]);
  });

  it("by a method only if they used it at the same time of the day that both looked at", () => {
    const used = (domain: string, name: string, ...times: string[]) =>
      of(domain, name, {
        ...traits({ methods: ["card"] }),
        hours: [0, 24],
        rows: times.map((time, id) => ({ id, at: `2026-10-31T${time}:00.000Z` })),
      });
    const tests = used("risk", "tests", "14:55", "15:20");
    expect(correlate([tests, used("operations", "outage", "22:28", "23:10")])).toEqual([]);
    expect(correlate([tests, used("operations", "outage", "16:10", "17:00")])).toHaveLength(1);
    const many = used("operations", "outage", "22:28", "23:10");
    const cut = { ...many, finding: { ...many.finding, evidence: { ...many.finding.evidence, rowCount: 60 } } };
    expect(correlate([tests, cut])).toHaveLength(1);
  });

  it("in the order in which the evidence shows them, of missions that look at a whole day", () => {
    const users = { userIds: [1, 2, 3], hours: [0, 24] as const };
    const late = of("risk", "exit", { ...users, rows: [{ id: 1, created_at: "2026-10-31T22:00:00.000Z" }], finding: { score: 80 } });
    const early = of("security", "logins", { ...users, rows: [{ id: 2, created_at: "2026-10-31T21:00:00.000Z" }] });
    expect(correlate([late, early])[0]?.findingIds).toEqual([early.finding.id, late.finding.id]);
  });

  it("as chains of six at most, each finding in one of them", () => {
    const some = Array.from({ length: 14 }, (_, index) => of(index % 2 ? "risk" : "security", `f${index}`, traits({ countries: ["RO"] })));
    const chains = correlate(some).map(({ findingIds }) => findingIds);
    expect(Math.max(...chains.map(({ length }) => length))).toBe(6);
    expect(new Set(chains.flat()).size).toBe(chains.flat().length);
  });

  it("not with a gap that half of all customers are in", () => {
    const everybody = Array.from({ length: 1_000 }, (_, index) => index);
    const gap = of("compliance", "gap", { userIds: everybody, finding: { kind: "standing" } });
    expect(correlate([of("security", "attack", { userIds: [1, 2, 3, 4, 2_001, 2_002] }), gap])).toEqual([]);
    const few = of("compliance", "gap", { userIds: [1, 2, 3, 4], finding: { kind: "standing" } });
    expect(correlate([of("security", "attack", { userIds: [1, 2, 3, 4] }), few])).toHaveLength(1);
  });

  it("in a pair, where a chain has no room for one more", () => {
    const domains = ["security", "risk", "compliance", "operations"];
    const users = [1, 2, 3, 4, 5];
    const found = Array.from({ length: 7 }, (_, index) =>
      of(domains[index % 4] ?? "risk", `f${index}`, { userIds: users, finding: { score: 90 - index } }),
    );
    const chains = correlate(found);
    expect(chains.map(({ findingIds }) => findingIds.length)).toEqual([6, 2]);
    expect(new Set(chains.flatMap(({ findingIds }) => findingIds)).size).toBe(7);
  });

  it("the same whatever order they were found in", () => {
    const example = fc
      .record({
        domain: fc.constantFrom("security", "risk", "compliance"),
        name: fc.constantFrom("a", "b", "c"),
        users: fc.uniqueArray(fc.nat(6)),
        score: fc.constantFrom(20, 50, 80),
      })
      .map(({ domain, name, users, score }) => of(domain, name, { userIds: users, finding: { score } }));
    const found = fc.uniqueArray(example, { maxLength: 6, selector: ({ finding }) => finding.id });
    fc.assert(
      fc.property(
        found.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))),
        ([some, shuffled]) => {
          const chains = correlate(some);
          expect(correlate(shuffled)).toEqual(chains);
          for (const { findingIds } of chains) {
            const domains = new Set(findingIds.map((id) => id.split(".")[0]));
            expect(domains.size).toBeGreaterThan(1);
          }
        },
      ),
    );
  });
});
