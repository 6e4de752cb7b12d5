import { describe, expect, test } from "vitest";
import { findCycles, loadGraph } from "./cycles.ts";
import { readModule } from "./module-facts.ts";

const cyclesOf = (modules: Record<string, string>) =>
  findCycles(loadGraph(new Map(Object.entries(modules).map(([file, code]) => [file, readModule(file, code).imports]))));

describe("import cycles", () => {
  test("are found, whatever leads to them", () => {
    const modules = {
      "s/start.ts": 'import "./a.ts";',
      "s/a.ts": 'import "./b.ts";',
      "s/b.ts": 'export { x } from "../s/c.ts";',
      "s/c.ts": 'import "./a.ts";',
    };
    expect(cyclesOf(modules)).toEqual([["s/a.ts", "s/b.ts", "s/c.ts", "s/a.ts"]]);
    expect(cyclesOf({ "a.ts": 'import "./a.ts";' })).toEqual([["a.ts", "a.ts"]]);
  });

  test("a diamond and a circle of types are none", () => {
    expect(
      cyclesOf({ "a.ts": 'import "./b.ts"; import "./c.ts";', "b.ts": 'import "./d.ts";', "c.ts": 'import "./d.ts";', "d.ts": "" }),
    ).toEqual([]);
    expect(cyclesOf({ "a.ts": 'import type { B } from "./b.ts"; export type A = B;', "b.ts": 'import "./a.ts";' })).toEqual([]);
    expect(cyclesOf({ "a.ts": 'import { type B } from "./b.ts"; export type A = B;', "b.ts": 'import "./a.ts";' })).toEqual([]);
  });
});
