import { type ChildProcess, spawn } from "node:child_process";
import { repositoryRoot } from "./repository.ts";

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Show the output as it comes instead of collecting it. */
  readonly live?: boolean;
  /** Milliseconds after which the command and its children are killed. */
  readonly timeoutMs?: number;
}

export interface CommandResult {
  /** 0 when all is well; 127 when the command could not be started, 124 when it took too long. */
  readonly code: number;
  /** Both output streams as they came; empty with `live`. */
  readonly output: string;
}

const running = new Set<ChildProcess>();

// A group of its own lets a timeout reach grandchildren (test workers, browsers), but the terminal's ^C then no longer does.
function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.once(signal, () => {
    for (const child of running) killGroup(child, "SIGKILL");
    process.exit(code);
  });
}

/** Runs a program without a shell and without stdin. Never rejects. */
export function runCommand(program: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? repositoryRoot,
      env: options.env ?? process.env,
      stdio: ["ignore", options.live ? "inherit" : "pipe", options.live ? "inherit" : "pipe"],
      detached: true,
    });
    running.add(child);
    const chunks: Buffer[] = [];
    let timedOut = false;
    const timer = setTimeout(
      () => {
        timedOut = true;
        killGroup(child, "SIGKILL");
      },
      options.timeoutMs ?? 2 ** 31 - 1,
    );
    const finish = (code: number, note = "") => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output: Buffer.concat(chunks).toString() + note });
    };
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", (error) => finish(127, `${program}: ${error.message}\n`));
    child.once("close", (code, signal) => {
      if (timedOut) finish(124, `${program} was stopped after ${options.timeoutMs} ms\n`);
      else finish(code ?? 1, signal ? `${program} ended by ${signal}\n` : "");
    });
  });
}

/** Runs a script of `node_modules` with this Node, which needs no PATH and no shell. */
export function runNode(script: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return runCommand(process.execPath, [script, ...args], options);
}
