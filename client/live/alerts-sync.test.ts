import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AlertQuery, AlertsPage } from "../api/alerts.ts";
import { ApiProblem } from "../api/problem.ts";
import { alertsStore, emptyAlerts } from "../stores/alerts.ts";
import { makeAlert } from "../testing/alert.ts";
import { type AlertsSync, createAlertsSync } from "./alerts-sync.ts";

let sync: AlertsSync | undefined;

beforeEach(() => {
  vi.useFakeTimers();
  alertsStore.setState(emptyAlerts, true);
});

afterEach(() => {
  sync?.stop();
  vi.useRealTimers();
});

const idOf = (n: number) => `00000000-0000-5000-8000-${String(n).padStart(12, "0")}`;

function pageOf(ids: readonly number[], nextCursor: string | null, streamSeq: number): AlertsPage {
  return { items: ids.map((n) => makeAlert({ id: idOf(n) })), nextCursor, streamSeq };
}

const shown = () => [...alertsStore.getState().byId.keys()].map((id) => Number(id.slice(-3)));

test("shows the first page before the rest, and continues from the first page's position", async () => {
  const based: number[] = [];
  let releaseSecond: (page: AlertsPage) => void = () => undefined;
  const list = (query: AlertQuery) =>
    query.cursor === undefined ? Promise.resolve(pageOf([1, 2], "c", 7)) : new Promise<AlertsPage>((resolve) => (releaseSecond = resolve));
  sync = createAlertsSync((seq) => based.push(seq), list);
  sync.load();
  await vi.waitFor(() => expect(shown()).toEqual([1, 2]));
  expect(alertsStore.getState().loading).toBe("partial");
  releaseSecond(pageOf([3], null, 9));
  await vi.waitFor(() => expect(alertsStore.getState().loading).toBe("done"));
  expect(shown()).toEqual([1, 2, 3]);
  expect(based).toEqual([7]);
});

test("says why nothing is there, and keeps trying", async () => {
  let fails = true;
  const based: number[] = [];
  const problem = new ApiProblem({ code: "unreachable", title: "no", status: 0, detail: "no" });
  sync = createAlertsSync(
    (seq) => based.push(seq),
    () => (fails ? Promise.reject(problem) : Promise.resolve(pageOf([1], null, 3))),
  );
  sync.load();
  await vi.waitFor(() => expect(alertsStore.getState().problem).toBe(problem));
  fails = false;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(alertsStore.getState()).toMatchObject({ loading: "done", problem: undefined });
  expect(based).toEqual([3]);
});

test("a reload drops what is gone, and shows nothing half-read", async () => {
  const based: number[] = [];
  let ids = [1, 2];
  sync = createAlertsSync(
    (seq) => based.push(seq),
    () => Promise.resolve(pageOf(ids, null, ids.length)),
  );
  sync.load();
  await vi.waitFor(() => expect(shown()).toEqual([1, 2]));
  ids = [2, 3, 4];
  sync.reload();
  await vi.waitFor(() => expect(shown()).toEqual([2, 3, 4]));
  expect(based).toEqual([2, 3]);
});

test("nothing happens after it was stopped", async () => {
  const based: number[] = [];
  sync = createAlertsSync(
    (seq) => based.push(seq),
    (_query, signal) =>
      new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")))),
  );
  sync.load();
  sync.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(based).toEqual([]);
  expect(alertsStore.getState()).toEqual(emptyAlerts);
});
