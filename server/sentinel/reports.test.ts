import { describe, expect, it } from "vitest";
import type { SentinelReport } from "../../shared/sentinel.ts";
import { compareReports } from "./compare.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { reportHtml, STYLE_HASH } from "./report-html.ts";
import { reportMarkdown } from "./report-markdown.ts";
import { scoredExample } from "./testing/scored-example.ts";

const HOSTILE = `<script>alert("1")</script> | *x* \`y\` & 'z'`;

function report(more: Partial<SentinelReport> = {}): SentinelReport {
  const rows = [{ id: 1, name: HOSTILE }];
  return {
    id: "scan-1",
    status: "completed",
    trigger: "manual",
    asOf: "2026-10-31T12:00:00.000Z",
    startedAt: "2026-11-01T00:00:00.000Z",
    finishedAt: "2026-11-01T00:00:01.000Z",
    durationMs: 1_000,
    domains: ["security"],
    riskScore: 64,
    riskLevel: "high",
    planner: "rules",
    missions: [
      {
        id: "security.a",
        domain: "security",
        title: HOSTILE,
        question: "?",
        sql: "SELECT 1",
        status: "completed",
        rowCount: 1,
        durationMs: 3,
        score: 64,
      },
    ],
    findings: [scoredExample("a", { rows, userIds: [7, 8], finding: { title: HOSTILE, recommendation: HOSTILE } }).finding],
    correlations: [{ id: "c", title: HOSTILE, findingIds: [], shared: [], score: 80, explanation: HOSTILE }],
    narrative: { headline: HOSTILE, paragraphs: [HOSTILE], citations: [] },
    fingerprint: "f".repeat(64),
    ...more,
  };
}

describe("a report on paper", () => {
  it("is a page in which nothing from the data is markup, with one style that its hash allows", () => {
    const html = reportHtml(report());
    expect(html).not.toContain("<script");
    expect(html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(html).not.toMatch(/ style=| on\w+=|src=|href=/);
    expect(STYLE_HASH).toMatch(/^sha256-[A-Za-z0-9+/]{43}=$/);
  });

  it("is Markdown whose tables and emphasis hold", () => {
    const markdown = reportMarkdown(report());
    expect(markdown).toMatch(/^# \\<script\\>/);
    for (const line of markdown.split("\n").filter((each) => each.startsWith("|"))) {
      expect(line.replaceAll("\\|", "").endsWith("|")).toBe(true);
    }
    expect(markdown).toContain("- Who acted or lost money: 7, 8");
  });

  it.each(["failed", "cancelled", "running"] as const)("can be of a scan that is %s and has nothing", (status) => {
    const empty = report({
      status,
      missions: [],
      findings: [],
      correlations: [],
      narrative: { headline: "", paragraphs: [], citations: [] },
    });
    expect(reportHtml(empty)).toContain("scan-1");
    expect(reportMarkdown(empty)).toContain("scan-1");
  });
});

describe("a comparison", () => {
  const of = (id: string, score: number) => scoredExample(id, { finding: { id, score } }).finding;

  it("tells what came, went and changed, by what was found by which mission", () => {
    const before = report({ riskScore: 40, findings: [of("same", 50), of("worse", 40), of("gone", 60)] });
    const after = report({ riskScore: 62.5, findings: [of("same", 50), of("worse", 70), of("new", 45)] });
    expect(compareReports(before, after)).toMatchObject({
      riskScoreChange: 22.5,
      added: [{ id: "new", score: 45 }],
      removed: [{ id: "gone", score: 60 }],
      changed: [{ a: { id: "worse", score: 40 }, b: { id: "worse", score: 70 } }],
    });
    expect(compareReports(before, before)).toMatchObject({ riskScoreChange: 0, added: [], removed: [], changed: [] });
  });
});

describe("a fingerprint", () => {
  const base = report();
  it.each<[string, Partial<SentinelReport>]>([
    ["ids and clock times", { id: "scan-2", startedAt: "2027-01-01T00:00:00.000Z", durationMs: 5 }],
    ["durations and SQL of missions", { missions: base.missions.map((mission) => ({ ...mission, durationMs: 99, sql: "SELECT 2" })) }],
    [
      "the order of keys",
      { findings: base.findings.map((finding) => Object.fromEntries(Object.entries(finding).reverse()) as typeof finding) },
    ],
  ])("does not depend on %s", (_what, more) => {
    expect(fingerprintOf(report(more))).toBe(fingerprintOf(base));
  });

  it.each<[string, Partial<SentinelReport>]>([
    ["the moment", { asOf: "2026-10-31T12:00:01.000Z" }],
    ["a mission's rows", { missions: base.missions.map((mission) => ({ ...mission, rowCount: 2 })) }],
    [
      "a cell of the evidence",
      { findings: base.findings.map((finding) => ({ ...finding, evidence: { ...finding.evidence, rows: [{ id: 2 }] } })) },
    ],
    ["who is affected", { findings: base.findings.map((finding) => ({ ...finding, affected: { ...finding.affected, userIds: [7] } })) }],
    ["the narrative", { narrative: { ...base.narrative, paragraphs: ["Other."] } }],
  ])("depends on %s", (_what, more) => {
    expect(fingerprintOf(report(more))).not.toBe(fingerprintOf(base));
  });
});
