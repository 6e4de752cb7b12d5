import { expect, it } from "vitest";
import type { Health, HealthCheck } from "../../../shared/api.ts";
import { createDependencyWatch } from "./dependency-watch.ts";

const OK: HealthCheck = { status: "ok", latencyMs: 1 };
const NONE: HealthCheck = { status: "not_configured" };
const at = (seconds: number) => Date.parse("2026-06-01T00:00:00Z") + seconds * 1_000;
const iso = (seconds: number) => new Date(at(seconds)).toISOString();

function checks(appDatabase: HealthCheck): Health["checks"] {
  return { database: NONE, appDatabase, cache: NONE, llm: NONE, stream: { status: "ok" } };
}

it("knows since when a state holds and what the last trouble was", () => {
  const watch = createDependencyWatch();
  const appDatabase = () => watch.dependencies().find(({ name }) => name === "appDatabase");
  expect(watch.dependencies()).toEqual([]);

  watch.saw(checks(OK), at(0));
  watch.saw(checks({ ...OK, latencyMs: 2 }), at(1));
  expect(appDatabase()).toEqual({
    name: "appDatabase",
    status: "ok",
    latencyMs: 2,
    since: iso(0),
    checkedAt: iso(1),
    lastError: null,
  });

  watch.saw(checks({ status: "unreachable", detail: "the database does not answer" }), at(2));
  watch.saw(checks({ status: "unreachable", detail: "still not" }), at(3));
  expect(appDatabase()).toMatchObject({ status: "unreachable", since: iso(2), lastError: { at: iso(3), detail: "still not" } });
  expect(appDatabase()).not.toHaveProperty("latencyMs");

  watch.saw(checks({ status: "degraded" }), at(4));
  watch.saw(checks(OK), at(5));
  expect(appDatabase()).toMatchObject({ status: "ok", since: iso(5), lastError: { at: iso(4), detail: "degraded" } });
  expect(watch.dependencies().find(({ name }) => name === "stream")).toMatchObject({ since: iso(0), checkedAt: iso(5), lastError: null });
});
