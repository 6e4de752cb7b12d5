import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it, vi } from "vitest";
import { guardSql } from "../guard/guard.ts";
import { demoPolicy } from "../guard/test-policy.ts";
import { completeLimits } from "./limits.ts";
import { SqliteExecutor } from "./sqlite-executor.ts";
import { sqliteTestFile } from "./test-databases.ts";

const { file, remove } = sqliteTestFile();
afterAll(remove);

const OWNER = fileURLToPath(new URL("./test-owner.ts", import.meta.url));

/** Processes whose parent is the given one. Only Linux tells so in files. */
function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/stat`, "utf8")
            .replace(/^.*\) /s, "")
            .split(" ")[1] === String(parent)
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

function isAlive(pid: number): boolean {
  try {
    // A zombie that nobody has collected is not alive.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

it.runIf(process.platform === "linux")("a child that computes ends when its parent is killed", async () => {
  const owner = spawn(process.execPath, ["--import", "tsx", OWNER, file], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => owner.stdout.once("data", resolve));
  const children = childrenOf(owner.pid ?? 0);
  expect(children.length).toBeGreaterThan(0);
  expect(children.every(isAlive)).toBe(true);
  owner.kill("SIGKILL");
  await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 20_000, interval: 20 });
});

it.runIf(process.platform === "linux")("no process is left when the executor has closed, nor one that was killed", async () => {
  const policy = demoPolicy("sqlite");
  const before = new Set(childrenOf(process.pid));
  const executor = new SqliteExecutor({ file, policy, limits: completeLimits({ timeoutMs: 100 }) });
  await executor.ping();
  const started = childrenOf(process.pid).filter((pid) => !before.has(pid));
  expect(started).toHaveLength(2);
  const endless = guardSql("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c", policy);
  await expect(executor.run(endless, [])).rejects.toThrow(/longer than 100 ms/);
  await executor.close();
  await vi.waitFor(() => expect(childrenOf(process.pid).filter((pid) => !before.has(pid) && isAlive(pid))).toEqual([]), {
    timeout: 10_000,
  });
});
