import { existsSync, mkdirSync, rmdirSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Browser, chromium, type Page } from "playwright-core";
import { hashSources, readStamps, writeStamp } from "../build/stamp.ts";
import { targets } from "../build/targets.ts";
import { installCommand } from "../verify/requirements.ts";
import { binaries, findBinary } from "./binaries.ts";
import { repositoryRoot } from "./repository.ts";
import { runNode } from "./run-command.ts";

/** Headless in a container, and silent: nothing is fetched that no page asked for. */
const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const BUILD_MS = 5 * 60_000;

/** Starts the machine's Chromium. Throws with the one command that brings it when there is none. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = findBinary(binaries.chromium);
  if (executablePath === undefined) {
    throw new Error(`There is no Chromium on this machine. This brings it: ${installCommand([binaries.chromium])}`);
  }
  return chromium.launch({ executablePath, args: ARGS });
}

/** The lock of a build that was killed is in nobody's hands any more. */
function breakOldLock(lock: string): void {
  try {
    if (Date.now() - statSync(lock).mtimeMs > BUILD_MS) rmdirSync(lock);
  } catch {
    // It was let go in between.
  }
}

/** Runs a task while no other process does, which a folder stands for: making one either works or it is there. */
async function locked(lock: string, task: () => Promise<void>): Promise<void> {
  mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      breakOldLock(lock);
      await setTimeout(100);
    }
  }
  try {
    await task();
  } finally {
    rmdirSync(lock);
  }
}

/**
 * Builds the console if its sources have outdated it; several test files may ask at once. The server's tests run its
 * sources, which need no build. Throws with the build's output when it fails.
 */
export async function ensureConsoleBuilt(): Promise<void> {
  const target = targets.find(({ name }) => name === "console");
  if (!target) throw new Error("there is no target console");
  await locked(path.join(repositoryRoot, "dist", ".console-lock"), async () => {
    const hash = hashSources(repositoryRoot, target.sources);
    const output = path.join(repositoryRoot, target.output);
    if (readStamps(repositoryRoot)[target.name] === hash && existsSync(output)) return;
    const built = await runNode(target.script, target.args, { timeoutMs: BUILD_MS });
    if (built.code !== 0) throw new Error(built.output);
    writeStamp(repositoryRoot, target.name, hash);
  });
}

/** Collects what must not happen on a page: violations of its policy and errors that nobody caught. */
export function watchPage(page: Page): readonly string[] {
  const wrong: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) wrong.push(message.text());
  });
  page.on("pageerror", (error) => wrong.push(error.message));
  return wrong;
}
