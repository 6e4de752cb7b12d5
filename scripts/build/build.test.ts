import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { copyAssets, missingAssets } from "./assets.ts";
import { missingOutputs, removeStaleOutputs } from "./outputs.ts";
import { hashSources, readStamps, writeStamp } from "./stamp.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "build-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(file: string, text = ""): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

describe("hashSources", () => {
  const hash = () => hashSources(root, ["lock.json", "server"]);

  test("follows contents and names, not times and not tests", () => {
    write("server/a.ts", "1");
    const first = hash();
    utimesSync(path.join(root, "server/a.ts"), 1, 1);
    write("server/a.test.ts", "2");
    write("client/b.ts", "3");
    expect(hash()).toBe(first);

    const seen = [first];
    write("server/a.ts", "2");
    seen.push(hash());
    write("server/deep/b.ts", "");
    seen.push(hash());
    write("lock.json", "{}");
    seen.push(hash());
    rmSync(path.join(root, "server/deep/b.ts"));
    seen.push(hash());
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe("stamps", () => {
  test("are kept by target, and a broken file is no stamp", () => {
    expect(readStamps(root)).toEqual({});
    writeStamp(root, "server", "a");
    writeStamp(root, "console", "b");
    writeStamp(root, "server", "c");
    expect(readStamps(root)).toEqual({ server: "c", console: "b" });
    write("dist/.build.json", "{");
    expect(readStamps(root)).toEqual({});
  });
});

describe("outputs", () => {
  test("names the sources that were not emitted", () => {
    for (const file of ["server/a.ts", "server/b.ts", "server/b.test.ts", "server/notes.md", "dist/server/a.js"]) write(file);
    expect(missingOutputs(root, ["server"])).toEqual(["server/b.ts"]);
  });

  test("removes what deleted sources left, and only in the projects asked for", () => {
    const stale = ["dist/server/old.d.ts", "dist/server/old.js", "dist/server/old.js.map"];
    const kept = ["dist/server/a.js", "dist/server/a.js.map", "dist/server/a.d.ts", "dist/client/index.html"];
    for (const file of ["server/a.ts", ...stale, ...kept]) write(file);
    expect(removeStaleOutputs(root, ["server", "db"])).toEqual(stale);
    expect([...stale, ...kept].filter((file) => existsSync(path.join(root, file)))).toEqual(kept);
  });
});

describe("assets", () => {
  test("are put beside the modules", () => {
    write("db/catalog/demo.yaml", "name: demo");
    write("client/other.yaml");
    expect(missingAssets(root, ["db"])).toEqual(["db/catalog/demo.yaml"]);
    copyAssets(root, ["db"]);
    expect(missingAssets(root, ["db"])).toEqual([]);
    expect(readFileSync(path.join(root, "dist/db/catalog/demo.yaml"), "utf8")).toBe("name: demo");
    expect(removeStaleOutputs(root, ["db"])).toEqual([]);
  });
});
