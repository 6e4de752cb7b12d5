import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { type Binary, findBinary } from "../tools/binaries.ts";
import { runCommand } from "../tools/run-command.ts";
import { countTests } from "./count.ts";
import { installCommand, isDebianLike, missingBinaries } from "./requirements.ts";

const report = (passed: number, failed: number, ...files: [string, number][]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults: files.map(([status, tests]) => ({ status, assertionResults: Array(tests).fill({}) })),
});

describe("countTests", () => {
  test("counts what the report says", () => {
    expect(countTests(report(3, 0, ["passed", 3]), 0)).toEqual({ passed: 3, failed: 0 });
    expect(countTests(report(2, 1, ["failed", 3]), 1)).toEqual({ passed: 2, failed: 1 });
  });

  test("a file that did not load is a failure", () => {
    expect(countTests(report(3, 1, ["passed", 3], ["failed", 1], ["failed", 0]), 1)).toEqual({ passed: 3, failed: 2 });
  });

  test("a run that failed has a failure, report or not", () => {
    expect(countTests(undefined, 124)).toEqual({ passed: 0, failed: 1 });
    expect(countTests(report(3, 0, ["passed", 3]), 1)).toEqual({ passed: 3, failed: 1 });
  });
});

describe("requirements", () => {
  const absent: Binary = {
    name: "absent",
    candidates: ["no-such-program"],
    packages: ["absent", "fonts"],
    elsewhere: "brew install absent",
  };

  test("finds a program on the PATH and by its absolute path, and misses what is not there or not executable", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "binaries-"));
    const plain = path.join(folder, "plain");
    writeFileSync(plain, "");
    expect(findBinary({ ...absent, candidates: ["no-such-program", "sh"] })).toMatch(/\/sh$/);
    expect(findBinary({ ...absent, candidates: [plain, process.execPath] })).toBe(process.execPath);
    expect(missingBinaries([absent, { ...absent, candidates: [plain] }])).toHaveLength(2);
    rmSync(folder, { recursive: true });
  });

  test("names the one command", () => {
    const install = "apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold absent fonts";
    expect(installCommand([absent], true, true)).toBe(`apt-get update && ${install}`);
    expect(installCommand([absent], true, false)).toBe(`sudo apt-get update && sudo ${install}`);
    expect(installCommand([{ ...absent, before: "true" }], true, false)).toBe(
      `sudo sh -c "true" && sudo apt-get update && sudo ${install}`,
    );
    expect(installCommand([absent], false)).toBe("brew install absent");
  });

  test("knows Debian's family", () => {
    expect(isDebianLike('PRETTY_NAME="Debian"\nID=debian\n')).toBe(true);
    expect(isDebianLike('ID=linuxmint\nID_LIKE="ubuntu debian"\n')).toBe(true);
    expect(isDebianLike("ID=alpine\n")).toBe(false);
  });
});

describe("runCommand", () => {
  const node = (code: string, timeoutMs?: number) => runCommand(process.execPath, ["-e", code], timeoutMs ? { timeoutMs } : {});

  test("gives the exit code and both outputs", async () => {
    expect(await node("console.log('out'); console.error('err'); process.exitCode = 3")).toEqual({
      code: 3,
      output: expect.stringMatching(/out[\s\S]*err|err[\s\S]*out/),
    });
  });

  test("has no stdin to wait for", async () => {
    expect((await node("process.stdin.resume().on('end', () => process.exit(0))")).code).toBe(0);
  });

  test("ends what takes too long, its children too", async () => {
    const child = "require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { stdio: 'inherit' })";
    // The pipes close only when the grandchild is gone too, so an answer at all proves it.
    expect((await node(`${child}; setInterval(() => {}, 1e6)`, 300)).code).toBe(124);
  });

  test("says that a program is not there", async () => {
    expect(await runCommand("no-such-program", [])).toEqual({ code: 127, output: expect.stringContaining("no-such-program") });
  });
});
