import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeSqliteDemo } from "../../db/demo/start-demo.ts";
import { evaluate } from "./evaluate.ts";
import type { Judged } from "./judge.ts";
import { inFull } from "./report.ts";

const END_MS = Date.parse("2026-11-01T00:00:00Z");
const FIXTURE = fileURLToPath(new URL("./fixture.jsonl", import.meta.url));

let folder: string;
let judged: readonly Judged[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "crowsnest-fixture-"));
  const database = join(folder, "demo.sqlite");
  await makeSqliteDemo(database, { users: 600, transactions: 12_000, logins: 18_000, days: 120, seed: 7, endMs: END_MS });
  judged = await evaluate({ file: FIXTURE, database, asOf: END_MS - 1_000, catalog: undefined, only: undefined, rights: false });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("has every question answered by the rules as its SQL says, asked back or declined", () => {
  expect(judged).toHaveLength(386);
  expect(judged.filter(({ verdict }) => verdict !== "right").map(inFull)).toEqual([]);
});

it("has an interpretation, and a chart and insights where there are rows", () => {
  for (const { answer } of judged) {
    expect(answer?.interpretation).not.toBe("");
    if (answer?.status === "answered") expect([answer.visualization.title, answer.insights.length]).not.toContain(0);
  }
});

it("asks mostly for what the demo has, so that no rows are seldom right", () => {
  const answered = judged.filter(({ answer }) => answer?.status === "answered");
  const empty = answered.filter(({ answer }) => answer?.data.length === 0);
  expect(empty.length).toBeLessThan(answered.length / 20);
});

it("has several questions of every class", () => {
  const classes = judged.map(({ question }) => question.class);
  const rare = [...new Set(classes)].filter((name) => classes.filter((other) => other === name).length < 8);
  expect([new Set(classes).size, rare]).toEqual([23, []]);
});
