import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { repositoryRoot } from "../tools/repository.ts";
import { missingPlatforms, withAllPlatforms } from "./lock-file.ts";

const linux = { version: "1.2.3", dev: true, cpu: ["x64"], os: ["linux"], optional: true };
const tool = { version: "1.2.3", dev: true, optionalDependencies: { "@tool/linux-x64": "1.2.3", "@tool/linux-arm64-musl": "1.2.3" } };

describe("lock file", () => {
  test("gets an entry for each platform that the registry did not carry", () => {
    const lock = { lockfileVersion: 3, packages: { "": {}, "node_modules/@tool/linux-x64": linux, "node_modules/tool": tool } };
    expect(withAllPlatforms(lock)).toEqual({
      ...lock,
      packages: {
        ...lock.packages,
        "node_modules/@tool/linux-arm64-musl": {
          version: "1.2.3",
          dev: true,
          cpu: ["arm64"],
          libc: ["musl"],
          os: ["linux"],
          optional: true,
        },
      },
    });
  });

  test("is left alone when nothing is missing", () => {
    const nested = { "": {}, "node_modules/tool": { optionalDependencies: { a: "^1.0.0" } }, "node_modules/tool/node_modules/a": {} };
    expect(missingPlatforms({ packages: nested })).toEqual([]);
    expect(withAllPlatforms({ packages: nested })).toEqual({ packages: nested });
  });

  test("does not guess what a range stands for", () => {
    const lock = { packages: { "node_modules/tool": { optionalDependencies: { a: "^1.0.0" } } } };
    expect(() => withAllPlatforms(lock)).toThrow(/tool wants a \^1\.0\.0/);
  });

  test("package-lock.json has every platform (npm run generate)", () => {
    expect(missingPlatforms(JSON.parse(readFileSync(path.join(repositoryRoot, "package-lock.json"), "utf8")))).toEqual([]);
  });
});
