import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding, Mission } from "../../../shared/sentinel.ts";
import type { ScanEvent } from "../../api/sentinel.ts";
import { NOTHING_YET, type ScanProgress, withEvent } from "./scan-progress.ts";

const said = (n: number) => ({ id: `risk.m${n}`, domain: "risk", title: `Mission ${n}`, question: "Who?" });
const mission = (n: number): Mission => ({ ...said(n), sql: "SELECT 1", status: "completed", rowCount: n, durationMs: 1, score: n });

function finding(n: number, score: number, kind: Finding["kind"] = "acute"): Finding {
  return {
    id: `risk.m${n}:all`,
    missionIds: [`risk.m${n}`],
    domain: "risk",
    kind,
    title: `Finding ${n}`,
    severity: "high",
    score,
    factors: [],
    affected: { userIds: [], userCount: 0 },
    evidence: { sql: "SELECT 1", columns: [], rows: [], rowCount: 0 },
    deepDives: [],
    recommendation: "Look.",
  };
}

const TOLD = [
  { event: "scan.started", data: { scanId: "s", asOf: "2026-10-31T00:00:00.000Z", domains: ["risk"], missions: 2 } },
  { event: "mission.started", data: said(1) },
  { event: "mission.started", data: said(2) },
  { event: "mission.finished", data: mission(2) },
  { event: "finding", data: finding(2, 50) },
  { event: "mission.finished", data: mission(1) },
  { event: "finding", data: finding(1, 60) },
  { event: "finding", data: finding(3, 90, "standing") },
  { event: "deepdive.started", data: { findingId: "risk.m1:all", question: "Who?" } },
  { event: "deepdive.finished", data: { findingId: "risk.m1:all", deepDive: { question: "Who?", sql: "", summary: "", rows: [] } } },
  { event: "finding", data: finding(1, 70) },
  { event: "scan.failed", data: { scanId: "s", reason: "cancelled by ann" } },
];
const EVENTS = TOLD.map((told, index) => ({ scanId: "s", seq: index + 1, ...told }) as ScanEvent);

const progressAfter = (events: readonly ScanEvent[], from: ScanProgress = NOTHING_YET) => events.reduce(withEvent, from);

describe("what a scan has told", () => {
  test("is its missions as they are, and its findings in order, each as it was told last", () => {
    const started = progressAfter(EVENTS.slice(0, 3));
    expect(started).toMatchObject({ expected: 2, state: "running", missions: [{ status: "running" }, { status: "running" }] });
    const done = progressAfter(EVENTS);
    expect(done.missions.map(({ id, status }) => [id, status])).toEqual([
      ["risk.m1", "completed"],
      ["risk.m2", "completed"],
    ]);
    expect(done.findings.map(({ title, score }) => [title, score])).toEqual([
      ["Finding 1", 70],
      ["Finding 2", 50],
      ["Finding 3", 90],
    ]);
    expect(done).toMatchObject({ state: "failed", reason: "cancelled by ann" });
  });

  test("names the question that is looked into, for as long as it is", () => {
    expect(progressAfter(EVENTS.slice(0, 9)).looking).toBe("Who?");
    expect(progressAfter(EVENTS.slice(0, 10)).looking).toBeUndefined();
  });

  test("is the same wherever the line breaks and however much is told again", () => {
    fc.assert(
      fc.property(fc.nat(EVENTS.length), fc.nat(EVENTS.length), (cut, back) => {
        const before = progressAfter(EVENTS.slice(0, cut));
        expect(progressAfter(EVENTS.slice(Math.max(0, cut - back)), before)).toEqual(progressAfter(EVENTS));
      }),
    );
  });

  test("begins anew with another scan", () => {
    const other = { ...EVENTS[0], scanId: "t" } as ScanEvent;
    expect(progressAfter([...EVENTS, other])).toEqual(progressAfter([other]));
  });
});
