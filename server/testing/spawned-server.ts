import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { testDemoFile } from "./demo-database.ts";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const START_MS = 60_000;

/** The server as a process of its own, so that it can be killed for real. */
export interface SpawnedServer {
  readonly url: string;
  /** SIGKILL, and wait until it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts the server on a data directory. `port` 0 picks a free one; give the last one to come back at the same address. */
export async function spawnServer(dataDir: string, env: Record<string, string> = {}, port = 0): Promise<SpawnedServer> {
  const child = spawn(process.execPath, ["--import", "tsx", MAIN], {
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      DATA_DIR: dataDir,
      DATABASE_URL: `sqlite:${testDemoFile()}`,
      LOG_LEVEL: "warn",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const url = await listening(child);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  };
  return {
    url,
    kill: async () => {
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
  };
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const fail = (why: string) => reject(new Error(`${why}:\n${said.join("\n")}`));
    const timer = setTimeout(() => fail("the server did not start"), START_MS);
    child.once("exit", (code) => fail(`the server ended with ${code}`));
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface(stream).on("line", (line) => {
        said.push(line);
        const match = /^listening on (http:\/\/\S+)/.exec(line);
        if (!match?.[1]) return;
        clearTimeout(timer);
        resolve(match[1]);
      });
    }
  });
}

/** Asks until the answer satisfies, at most `ms`; throws with the last answer otherwise. */
export async function eventually<T>(ask: () => Promise<T>, satisfied: (answer: T) => boolean, ms = 60_000): Promise<T> {
  const until = Date.now() + ms;
  let last: T | undefined;
  let failure: unknown;
  while (Date.now() < until) {
    try {
      last = await ask();
      failure = undefined;
      if (satisfied(last)) return last;
    } catch (error) {
      failure = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not within ${ms} ms; last: ${failure ? String(failure) : JSON.stringify(last)?.slice(0, 2_000)}`);
}

export async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`GET ${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

export async function postJson(url: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Posts until the server has acknowledged, whatever happens to it meanwhile: the same events, with the same ids. */
export async function postUntilAcknowledged(url: string, events: readonly unknown[], ms = 60_000): Promise<void> {
  await eventually(
    () => postJson(`${url}/api/v1/alert`, events),
    ({ status }) => status === 202,
    ms,
  );
}
