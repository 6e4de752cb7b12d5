import { describe, expect, test } from "vitest";
import { checkModule } from "./check.ts";
import { readModule } from "./module-facts.ts";

const messages = (file: string, code: string) => checkModule(file, readModule(file, code)).map(({ line, message }) => `${line} ${message}`);

/** [file, code, what one of the messages says] */
const forbidden: [string, string, RegExp][] = [
  // zones
  ["shared/a.ts", 'import { x } from "../streams/ports.ts"; x;', /may not import streams\/ports\.ts/],
  ["streams/windows/a.ts", 'import type { X } from "../../db/ports.ts"; export type Y = X;', /may not import db\/ports\.ts/],
  ["db/a.ts", 'export const load = () => import("../server/app.ts");', /may not import server\/app\.ts/],
  ["db/a.ts", 'export const file = new URL("../server/worker.ts", import.meta.url);', /may not import server\/worker\.ts/],
  [
    "db/a.ts",
    'export const file = new URL(import.meta.url.endsWith(".ts") ? "../server/worker.ts" : "./b.js", import.meta.url);',
    /may not import server\/worker\.ts/,
  ],
  ["client/a.tsx", 'export { x } from "../server/app.ts"; export const y = <b />;', /may not import server\/app\.ts/],
  ["server/a.ts", 'export type X = import("../client/main.tsx").X;', /may not import client\/main\.tsx/],
  ["server/a.ts", 'import "../scripts/seed.ts";', /may not import scripts\/seed\.ts/],
  ["scripts/a.ts", 'import "../client/main.tsx";', /may not import client\/main\.tsx/],
  ["db/contract/alert-store.ts", 'import "../../server/app.ts";', /may not import server\/app\.ts/],
  ["streams/a.test.ts", 'import "../db/ports.ts";', /may not import db\/ports\.ts/],
  ["shared/a.ts", 'import "rxjs";', /may not import rxjs: only zod/],
  ["streams/a.ts", 'import { z } from "zod"; z;', /may not import zod: only rxjs/],
  ["streams/a.ts", 'import { readFileSync } from "node:fs"; readFileSync;', /no Node here/],
  ["client/a.ts", 'import "node:path";', /no Node here/],
  // directions inside the server
  ["server/routes/a.ts", 'import { run } from "../runtime/recovery.ts"; run;', /through the context only/],
  ["server/channels/a.ts", 'import { parse } from "../ingest/parse.ts"; parse;', /through the context only/],
  ["server/routes/a.ts", 'import { open } from "../../db/database.ts"; open;', /through the context only/],
  ["server/routes/a.ts", 'import { hub } from "../channels/hub.ts"; hub;', /through the context only/],
  ["server/runtime/a.ts", 'import type { Context } from "../context.ts"; export type X = Context;', /never the whole context/],
  ["server/query/a.ts", 'import "../routes/query.ts";', /never the whole context or its edges/],
  ["server/sentinel/a.ts", 'import "../../streams/engine.ts";', /not from the graph/],
  ["server/sentinel/a.ts", 'import "../query/compile.ts";', /the one function that runs a plan/],
  ["client/components/ui/a.ts", 'import "../../views/overview.tsx";', /which view shows it/],
  // doors
  ["server/a.ts", 'import Database from "better-sqlite3"; Database;', /its door is db\//],
  ["server/ingest/a.ts", 'import express from "express"; express;', /its door is server\/app\.ts/],
  ["server/routes/a.ts", 'import { Server } from "socket.io"; Server;', /its door is server\/channels\/socket-io/],
  ["server/query/nodes/a.ts", 'import { StateGraph } from "@langchain/langgraph"; StateGraph;', /its door is server\/query\/graph\.ts/],
  ["server/query/a.ts", 'import "@langchain/openai";', /its door is server\/llm\//],
  ["server/runtime/a.ts", 'import "ioredis";', /its door is server\/cache\//],
  ["client/views/a.ts", 'import { AgGridReact } from "ag-grid-react"; AgGridReact;', /its door is client\/components\/grid/],
  ["client/views/a.ts", 'import uPlot from "uplot"; uPlot;', /its door is client\/components\/chart/],
  // clocks, chance, environment
  ["streams/a.ts", "export const t = Date.now();", /may not use Date\.now/],
  ["streams/a.ts", "export const now = Date.now;", /may not use Date\.now/],
  ["streams/a.ts", "export const t = globalThis.Date.now();", /may not use Date\.now/],
  ["streams/a.ts", "export const t = new Date();", /may not use new Date\(\)/],
  ["streams/a.ts", "export const t = new Date;", /may not use new Date\(\)/],
  ["streams/a.ts", "export const t = Math.random();", /may not use Math\.random/],
  ["streams/a.ts", "setTimeout(() => {}, 1);", /may not use setTimeout/],
  ["streams/a.ts", "globalThis.setInterval(() => {}, 1);", /may not use setInterval/],
  ["shared/a.ts", "export const t = Date.now();", /may not use Date\.now/],
  ["server/routes/a.ts", "export const x = process.env.HOME;", /may not use process\.env/],
  ["server/a.ts", 'import { env } from "node:process"; env;', /its door is server\/config\//],
  ["streams/a.ts", 'import { interval } from "rxjs"; interval(5);', /calls interval without a scheduler/],
  ["streams/a.ts", 'import { timer as after } from "rxjs"; after(5);', /calls timer without a scheduler/],
  ["streams/a.ts", 'import * as rx from "rxjs"; rx.of(1).pipe(rx.debounceTime(5));', /calls debounceTime without a scheduler/],
  [
    "streams/a.ts",
    'import { of } from "rxjs"; import { delay } from "rxjs/operators"; of(1).pipe(delay(5));',
    /calls delay without a scheduler/,
  ],
  // shape
  ["shared/all.ts", 'export * from "./events.ts"; export { a } from "./alerts.ts";', /only re-exports/],
  ["server/query/planners/rules/deep/a.ts", "export const a = 1;", /4 folders deep|5 folders deep/],
];

/** [file, code] */
const allowed: [string, string][] = [
  ["shared/a.ts", 'import { z } from "zod"; import { b } from "./b.ts"; z; b; export const t = new Date(5);'],
  [
    "streams/a.ts",
    'import { interval, type SchedulerLike } from "rxjs"; export const ticks = (scheduler: SchedulerLike) => interval(5, scheduler);',
  ],
  ["streams/a.ts", '// Date.now() and setTimeout(1) in a comment\nexport const text = "Date.now() Math.random()";'],
  ["streams/a.test.ts", 'import fc from "fast-check"; import { performance } from "node:perf_hooks"; fc; performance; Date.now();'],
  ["streams/testing/arbitraries.ts", 'import fc from "fast-check"; fc;'],
  ["db/contract/alert-store.ts", 'import { test } from "vitest"; test;'],
  ["db/log/worker.ts", 'import Database from "better-sqlite3"; import { Worker } from "node:worker_threads"; Database; Worker;'],
  ["server/config/environment.ts", "export const environment = process.env;"],
  [
    "server/routes/a.ts",
    'import type { Runtime } from "../runtime/ports.ts"; import { fail } from "../http/problem.ts"; export type X = Runtime; fail;',
  ],
  [
    "server/channels/socket-io.ts",
    'import { Server } from "socket.io"; import type { X } from "../../db/ports.ts"; Server; export type Y = X;',
  ],
  [
    "server/sentinel/graph.ts",
    'import { StateGraph } from "@langchain/langgraph"; import { runPlan } from "../query/run-plan.ts"; StateGraph; runPlan;',
  ],
  ["server/context.ts", 'import "./runtime/recovery.ts"; import "./channels/hub.ts"; import "../streams/engine.ts";'],
  ["client/components/grid.tsx", 'import { AgGridReact } from "ag-grid-react"; export const G = () => <AgGridReact />;'],
  ["client/main.tsx", 'import "uplot/dist/uPlot.min.css";'],
  ["server/routes/a.ts", 'import { matches } from "../../streams/metrics/predicate.ts"; matches;'],
  ["client/live.test.ts", 'import "../server/console-server.ts"; import "node:fs";'],
  ["docs/a.ts", "Date.now();"],
];

describe("boundaries", () => {
  test.each(forbidden)("%s may not contain: %s", (file, code, says) => {
    expect(messages(file, code).join("\n")).toMatch(says);
  });

  test.each(allowed)("%s may contain: %s", (file, code) => {
    expect(messages(file, code)).toEqual([]);
  });

  test("names the line and says it once", () => {
    expect(messages("server/a.ts", "\n\nexport const x = process.env.HOME;")).toEqual([
      "3 may not use process.env: the environment is read once, in server/config",
    ]);
  });

  test("a module that does not parse is an error, not a pass", () => {
    expect(() => readModule("shared/a.ts", "import {")).toThrow(/shared\/a\.ts/);
  });
});
