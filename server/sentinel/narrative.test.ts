import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding, Mission } from "../../shared/sentinel.ts";
import { narrate } from "./narrative.ts";
import { numbersIn, worthOf } from "./narrative-numbers.ts";
import { scoredExample } from "./testing/scored-example.ts";

const AS_OF = Date.UTC(2026, 9, 31, 12);

function mission(status: Mission["status"], domain = "security"): Mission {
  return { id: `${domain}.m`, domain, title: "M", question: "?", sql: null, status, rowCount: 1, durationMs: 1, score: 0 };
}

function findingOf(name: string, finding: Partial<Finding>): Finding {
  return scoredExample(name, { finding: { id: `security.${name}:all`, ...finding } }).finding;
}

const told = (findings: Finding[], missions: Mission[] = [mission("completed")]) =>
  narrate({ asOf: AS_OF, findings, correlations: [], missions });

describe("a narrative", () => {
  it("begins with what is most serious, and says what would be usual", () => {
    const { headline, paragraphs } = told([
      findingOf("b", { score: 50, title: "12 lockouts (1 would be usual, by the days before)" }),
      findingOf("a", { score: 85, severity: "critical", title: "600 failed logins (2 would be usual, by the days before)" }),
    ]);
    expect(headline).toBe("Act now: 600 failed logins; one more acute finding");
    expect(paragraphs[0]).toContain("600 failed logins (2 would be usual)");
    expect(paragraphs.join(" ")).toContain("12 lockouts");
    expect(paragraphs.length).toBeGreaterThanOrEqual(3);
  });

  it("says what belongs together without a repetition, in the order of time, with what is shared", () => {
    const [first, other] = [
      findingOf("a", { score: 85, title: "600 failed logins" }),
      findingOf("b", { score: 50, title: "3 withdrawals", domain: "risk" }),
    ];
    const shared = [...[1, 2, 3].map((value) => ({ type: "user", value })), { type: "method", value: "crypto" }];
    const correlation = { id: "c", title: "C", findingIds: [other.id, first.id], shared, score: 90, explanation: "" };
    const { paragraphs } = narrate({
      asOf: AS_OF,
      findings: [first, other],
      correlations: [correlation],
      missions: [mission("completed")],
    });
    expect(paragraphs[1]).toBe(
      "These belong together, in this order: risk, 3 withdrawals; then security, what is told above. They share three customers and the payment method crypto.",
    );
    expect(paragraphs.filter((text) => text.includes("600 failed logins"))).toHaveLength(1);
    expect(paragraphs.join(" ")).not.toContain("Apart from that");
  });

  it("keeps whole numbers of a long text, and says that nobody can be seen behind mules", () => {
    const title = Array.from({ length: 60 }, (_, index) => String(1_000 + index)).join(" ");
    const { headline, paragraphs } = told([findingOf("a", { title, score: 70, missionIds: ["risk.mule"] })]);
    expect(numbersIn(headline).every((number) => title.includes(number) && number.length === 4)).toBe(true);
    expect(headline).toContain(" …");
    expect(paragraphs.join(" ")).toContain("no counterparty");
    expect(told([findingOf("a", { score: 70 })]).paragraphs.join(" ")).not.toContain("no counterparty");
  });

  it("is honest about a quiet day, and about what it could not see", () => {
    expect(told([]).headline).toBe("Nothing acute");
    expect(told([findingOf("gap", { kind: "standing", score: 70, title: "40 % without KYC (5 % are tolerated)" })]).headline).toMatch(
      /standing gaps remain/,
    );
    expect(told([], [mission("failed")]).headline).toMatch(/could answer none/);
    expect(told([], [mission("completed"), mission("skipped", "risk")]).paragraphs.join(" ")).toMatch(
      /One question of risk could not be asked/,
    );
  });

  it("has no number that is not in a finding which it cites, and cites what it says", () => {
    const amount = fc.integer({ min: 1, max: 10_000_000 });
    const finding = fc
      .record({
        n: amount,
        usual: amount,
        usd: fc.option(amount),
        score: fc.integer({ min: 0, max: 100 }),
        standing: fc.boolean(),
        dive: amount,
      })
      .map(({ n, usual, usd, score, standing, dive }) => ({
        score,
        kind: standing ? ("standing" as const) : ("acute" as const),
        title: `${n} things of ${usual} (${usual} would be usual, by the 28 days before)`,
        deepDives: [{ question: "Who?", sql: "", summary: `${dive} of them.`, rows: [] }],
        affected: { userIds: [], userCount: 3, ...(usd !== null && { amountUsd: usd }) },
      }));
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 5 }), (some) => {
        const findings = some.map((each, index) => findingOf(`f${index}`, each));
        const { headline, paragraphs, citations } = told(findings);
        expect(paragraphs.length).toBeGreaterThanOrEqual(3);
        expect(paragraphs.length).toBeLessThanOrEqual(5);
        const whole = [headline, ...paragraphs].join(" ");
        for (const { text } of citations) expect(whole).toContain(text);
        const cited = citations.flatMap(({ text, findingId }) => {
          const source = JSON.stringify(findings.find(({ id }) => id === findingId)).replaceAll(",", " ");
          const known = numbersIn(source).map(worthOf);
          for (const number of numbersIn(text)) expect(known).toContain(worthOf(number));
          return numbersIn(text);
        });
        for (const number of numbersIn(whole)) expect(cited).toContain(number);
      }),
    );
  });
});
