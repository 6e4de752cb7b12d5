import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { riskOf, severityOf } from "./severity.ts";

const plain = { kind: "acute", control: 0, correlated: false } as const;

describe("severityOf", () => {
  it.each([
    [19.99, "info"],
    [20, "low"],
    [39.99, "low"],
    [40, "medium"],
    [59.99, "medium"],
    [60, "high"],
    [79.99, "high"],
    [100, "high"],
  ])("calls %d %s when nothing else is known", (score, severity) => {
    expect(severityOf(score, plain)).toBe(severity);
  });

  it("is critical where a control failed or another domain confirms it", () => {
    expect(severityOf(80, { ...plain, control: 0.5 })).toBe("critical");
    expect(severityOf(80, { ...plain, control: 0.49 })).toBe("high");
    expect(severityOf(80, { ...plain, correlated: true })).toBe("critical");
    expect(severityOf(79.99, { kind: "acute", control: 1, correlated: true })).toBe("high");
  });

  it("never calls a standing gap critical", () => {
    expect(severityOf(100, { kind: "standing", control: 1, correlated: true })).toBe("high");
  });
});

const acute = (score: number) => ({ kind: "acute" as const, score });
const scores = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 14 });

describe("riskOf", () => {
  it("is the score of a single finding, and weighs further ones less", () => {
    expect(riskOf([acute(64.37)])).toEqual({ riskScore: 64.37, riskLevel: "high" });
    expect(riskOf([acute(64), acute(36)]).riskScore).toBe(71.2);
    expect(riskOf([acute(50), acute(87.5), acute(0)]).riskScore).toBe(91.16);
  });

  it("is low and nought where nothing acute was found", () => {
    expect(riskOf([])).toEqual({ riskScore: 0, riskLevel: "low" });
    expect(riskOf([{ kind: "standing", score: 90 }])).toEqual({ riskScore: 0, riskLevel: "low" });
  });

  it("names its level", () => {
    expect(riskOf([acute(39.99)]).riskLevel).toBe("low");
    expect(riskOf([acute(40)]).riskLevel).toBe("medium");
    expect(riskOf([acute(60)]).riskLevel).toBe("high");
    expect(riskOf([acute(80)]).riskLevel).toBe("critical");
  });

  it("does not depend on the order, stays within bounds, and counts ten", () => {
    fc.assert(
      fc.property(scores, (values) => {
        const risk = riskOf(values.map(acute));
        const highest = [...values].sort((a, b) => b - a);
        expect(riskOf(highest.map(acute))).toEqual(risk);
        expect(riskOf(highest.slice(0, 10).map(acute))).toEqual(risk);
        expect(risk.riskScore).toBeGreaterThanOrEqual(Math.floor((highest[0] ?? 0) * 100) / 100);
        expect(risk.riskScore).toBeLessThanOrEqual(100);
      }),
    );
  });
});
