import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** What a child may hold in memory, its JavaScript a part of it. */
export interface ChildMemory {
  readonly totalMb: number;
  readonly heapMb: number;
}

const PRLIMIT = ["/usr/bin/prlimit", "/bin/prlimit"].find((file) => existsSync(file));

/** How Node runs a TypeScript module of this project: what it was built to or, from sources, by way of the loader. */
function entryArguments(entry: URL): string[] {
  if (!import.meta.url.endsWith(".ts")) return [fileURLToPath(entry.href.replace(/\.ts$/, ".js"))];
  const loader = JSON.stringify(createRequire(import.meta.url).resolve("tsx/cjs/api"));
  return ["--eval", `require(${loader}).register(); require(${JSON.stringify(fileURLToPath(entry))});`];
}

/**
 * Starts the module in a process of its own that is told and tells by messages, with nothing of this one's environment and the id of
 * this process as its last argument. Its memory is bounded where the system has `prlimit`; elsewhere only that of its JavaScript is.
 */
export function spawnChild(entry: URL, { totalMb, heapMb }: ChildMemory): ChildProcess {
  const node = [process.execPath, `--max-old-space-size=${heapMb}`, ...entryArguments(entry), String(process.pid)];
  // Only the data segment: Node reserves far more addresses than it uses.
  const command = PRLIMIT ? [PRLIMIT, `--data=${totalMb * 1024 * 1024}`, "--core=0", ...node] : node;
  const [file = process.execPath, ...args] = command;
  return spawn(file, args, { env: {}, stdio: ["ignore", "ignore", "ignore", "ipc"], windowsHide: true });
}
