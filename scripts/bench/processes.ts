import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface RunningServer {
  readonly url: string;
  /** SIGKILL; cleans nothing up. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const READY_MS = 600_000;

/** Starts a script of this repository and waits for its line `listening on <url>`. */
async function startProcess(args: readonly string[], env: NodeJS.ProcessEnv, cleanUp: () => Promise<void>): Promise<RunningServer> {
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "inherit"] });
  const url = await listening(child);
  const end = async (signal: NodeJS.Signals) => {
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  };
  return {
    url,
    kill: () => end("SIGKILL"),
    stop: async () => {
      await end("SIGTERM");
      await cleanUp();
    },
  };
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the server did not start")), READY_MS);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
    if (!child.stdout) return;
    createInterface(child.stdout).on("line", (line) => {
      const match = /listening on (http:\/\/\S+)/.exec(line);
      if (!match?.[1]) return;
      clearTimeout(timer);
      resolve(match[1]);
    });
  });
}

/** The built server as `npm start` runs it, on a data directory of its own unless `env` names one. */
export async function startCrowsnest(env: NodeJS.ProcessEnv = {}): Promise<RunningServer> {
  const own = env.DATA_DIR === undefined ? await mkdtemp(join(tmpdir(), "crowsnest-bench-")) : undefined;
  return startProcess(
    ["--max-semi-space-size=32", "dist/server/main.js"],
    { PATH: process.env.PATH, PORT: "0", DATA_DIR: own, ...env },
    async () => {
      if (own !== undefined) await rm(own, { recursive: true, force: true });
    },
  );
}

/** A bare server of scripts/bench/bare to compare with. */
export function startBare(name: string, args: readonly string[] = []): Promise<RunningServer> {
  return startScript(`bare/${name}`, args);
}

/** A server of scripts/bench made of parts of Crowsnest. */
export function startScript(name: string, args: readonly string[] = []): Promise<RunningServer> {
  return startProcess(["--import", "tsx", `scripts/bench/${name}.ts`, ...args], { PATH: process.env.PATH }, async () => {});
}

export async function postJson(url: string, body: unknown): Promise<Response> {
  const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`POST ${url}: ${response.status} ${await response.text()}`);
  return response;
}

/** Runs a script of scripts/bench in a process of its own; resolves with the number it sends. */
export async function measure(script: string, args: readonly string[], message?: unknown): Promise<number> {
  return Number(await answerOf(script, args, message));
}

/** Runs a script of scripts/bench in a process of its own; resolves with the two numbers it sends: ours and the baseline's. */
export async function measurePair(script: string, args: readonly string[]): Promise<readonly [number, number]> {
  const [ours, baseline] = (await answerOf(script, args)) as number[];
  return [ours ?? Number.NaN, baseline ?? Number.NaN];
}

function answerOf(script: string, args: readonly string[], message?: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = fork(`scripts/bench/${script}.ts`, args, { execArgv: ["--import", "tsx"] });
    child.on("message", resolve);
    child.on("error", reject);
    child.on("exit", (code) => code !== 0 && reject(new Error(`${script} ended with ${code}`)));
    if (message !== undefined) child.send(message as object);
  });
}
