import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../db/demo/random.ts";
import type { Finding, SentinelReport } from "../../shared/sentinel.ts";
import { scale } from "../../shared/testing/scale.ts";
import { type Expected, INCIDENTS, LOOK_ALIKES } from "./testing/incidents.ts";
import { type PlantedDatabase, plantedDatabase, scanRequest, testScanner } from "./testing/planted-database.ts";

const SEEDS = Array.from({ length: scale(2, 20) }, (_, index) => index + 1);
/** From this score on an acute finding is told. */
const TOLD_FROM = 40;
const MOST_TOLD = 20;

type Report = Pick<SentinelReport, "missions" | "findings" | "narrative" | "correlations">;

async function scanned({ file, asOf }: PlantedDatabase): Promise<Report> {
  const { scanner, close } = testScanner(file);
  try {
    return await scanner.run(scanRequest(scanner, asOf));
  } finally {
    await close();
  }
}

function told({ findings }: Report): Finding[] {
  return findings.filter(({ kind, score }) => kind === "acute" && score >= TOLD_FROM);
}

function missing(all: readonly (string | number)[], some: readonly number[]): number[] {
  return some.filter((user) => !all.includes(user));
}

describe.each(SEEDS)("a database of seed %i", (seed) => {
  let database: PlantedDatabase;
  let report: Report;
  const expected = new Map<string, Expected>();

  beforeAll(async () => {
    database = plantedDatabase(seed);
    for (const [name, plant] of Object.entries(INCIDENTS)) expected.set(name, plant(database, createRandom(seed, name)));
    for (const [name, plant] of Object.entries(LOOK_ALIKES)) plant(database, createRandom(seed, name));
    report = await scanned(database);
  });
  afterAll(() => database.close());

  test.each(Object.keys(INCIDENTS))("tells of %s, and of the right customers", (name) => {
    const { missions, users, among, targeted, names = "" } = expected.get(name) ?? { missions: [] };
    const finding = told(report).find(({ missionIds }) => missionIds.some((id) => missions.includes(id)));
    expect(finding, JSON.stringify(told(report).map(({ missionIds, score }) => [score, missionIds]))).toBeDefined();
    expect(finding?.title).toContain(names);
    if (targeted !== undefined) expect(finding?.affected.targetedCount).toBe(targeted);
    if (users) expect(finding?.affected.userIds).toEqual(users);
    // A row or two may lie across the edge of a window.
    if (among) expect(missing(finding?.affected.userIds ?? [], among).length).toBeLessThanOrEqual(among.length * 0.05);
  });

  test("tells of little else", () => {
    expect(told(report).length).toBeLessThanOrEqual(MOST_TOLD);
    expect(report.missions.filter(({ status }) => status !== "completed")).toEqual([]);
  });

  test("has scores that are the sum of their factors", () => {
    for (const { score, factors } of report.findings) {
      expect(factors.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(score, 6);
      for (const { contribution, weight, value, gate } of factors) expect(contribution).toBeCloseTo(weight * value * gate, 6);
    }
  });

  test("looks into what is serious, with two to four questions", () => {
    for (const { score, kind, deepDives } of report.findings) {
      if (kind === "acute" && score >= 70) expect(deepDives.length).toBeGreaterThanOrEqual(2);
      expect(deepDives.length).toBeLessThanOrEqual(4);
    }
  });

  test("finds the stolen accounts' withdrawals connected with the attack", () => {
    const attack = report.findings.find(({ missionIds }) => missionIds.includes("security.failed-logins-by-network"));
    expect(report.correlations.some(({ findingIds }) => findingIds.includes(attack?.id ?? ""))).toBe(true);
  });

  test("has only numbers in its narrative that are in a finding which it cites", () => {
    const byId = new Map(report.findings.map((finding) => [finding.id, JSON.stringify(finding).replaceAll(",", "")]));
    const cited = report.narrative.citations.map(({ findingId }) => byId.get(findingId) ?? "").join(" ");
    for (const number of [report.narrative.headline, ...report.narrative.paragraphs].join(" ").match(/\d[\d,.]*\d|\d/g) ?? []) {
      expect(cited).toContain(number.replaceAll(",", ""));
    }
  });
});

describe.each(SEEDS)("a day like every other day, seed %i", (seed) => {
  test.each(["as it is", "with look-alikes"])("has nothing to tell of, %s", async (what) => {
    const database = plantedDatabase(seed);
    if (what !== "as it is") for (const [name, plant] of Object.entries(LOOK_ALIKES)) plant(database, createRandom(seed, name));
    const report = await scanned(database).finally(() => database.close());
    expect(told(report).map(({ score, title }) => `${score} ${title}`)).toEqual([]);
    expect(report.findings.filter(({ severity }) => severity === "critical")).toEqual([]);
  });
});
