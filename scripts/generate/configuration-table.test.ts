import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { VARIABLES } from "../../server/config/variables.ts";
import { repositoryRoot } from "../tools/repository.ts";
import { configurationTable, withConfigurationTable } from "./configuration-table.ts";

describe("configuration table", () => {
  test("has one row for every variable, after the two of its head", () => {
    const rows = configurationTable().split("\n").slice(2);
    expect(rows.map((row) => /^\| `(\w+)` \|/.exec(row)?.[1])).toEqual(Object.keys(VARIABLES));
  });

  test("replaces what stands between the marks and nothing else", () => {
    const text = withConfigurationTable("before\n<!-- configuration:start -->\nold\n<!-- configuration:end -->\nafter\n");
    expect(text).toBe(`before\n<!-- configuration:start -->\n${configurationTable()}\n<!-- configuration:end -->\nafter\n`);
    expect(() => withConfigurationTable("no marks")).toThrow(/configuration:start/);
  });

  test("README.md is current (npm run generate)", () => {
    const readme = readFileSync(path.join(repositoryRoot, "README.md"), "utf8");
    expect(withConfigurationTable(readme)).toBe(readme);
  });
});
