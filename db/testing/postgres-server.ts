import { spawn, spawnSync } from "node:child_process";
import { chownSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { postgresPrograms } from "./postgres-programs.ts";

const START_MS = 60_000;
const POLL_MS = 50;

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Postgres refuses to run as root: the account it is given then. */
function unprivileged(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error("Postgres does not run as root, and there is no account to run it as");
}

const paths = (folder: string) => ({
  data: path.join(folder, "data"),
  log: path.join(folder, "log"),
  ready: path.join(folder, "ready"),
  failed: path.join(folder, "failed"),
});

/** Where to reach a database of the server in a folder: by its socket, so that no port is taken. */
export function urlIn(folder: string, database = "postgres"): string {
  return `postgres://postgres@${encodeURIComponent(folder)}/${database}`;
}

/** A linguistic collation where there is one, so that what forgets to say how it sorts is found out. */
const collations = [["--locale-provider=icu", "--icu-locale=en", "--locale=C.UTF-8"], ["--locale=C"]];

function initialise(folder: string, account: Account | undefined): void {
  const { data } = paths(folder);
  const results = collations.map((collation) => {
    if (readable(path.join(data, "PG_VERSION"))) return "";
    rmSync(data, { recursive: true, force: true });
    const args = ["-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", ...collation];
    const { status, stderr } = spawnSync(path.join(postgresPrograms(), "initdb"), args, { ...account, encoding: "utf8", cwd: folder });
    return status === 0 ? "" : String(stderr);
  });
  if (results.at(-1)) throw new Error(`initdb failed: ${results.at(-1)}`);
}

function readable(file: string): boolean {
  try {
    return readFileSync(file).length > 0;
  } catch {
    return false;
  }
}

const settings = ["listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB"];

/** Ends the server when the test run is gone, however that went. Outlives the worker that started it. */
function watch(folder: string, server: number, run: number): void {
  const script = `while kill -0 ${run} 2>/dev/null && kill -0 ${server} 2>/dev/null; do sleep 1; done; kill -QUIT ${server} 2>/dev/null; rm -rf "$0"`;
  spawn("sh", ["-c", script, folder], { detached: true, stdio: "ignore" }).unref();
}

function launch(folder: string, account: Account | undefined): number {
  const { data, log } = paths(folder);
  const output = openSync(log, "a");
  const args = ["-D", data, "-k", folder, ...settings.flatMap((setting) => ["-c", setting])];
  const program = path.join(postgresPrograms(), "postgres");
  const server = spawn(program, args, { ...account, cwd: folder, detached: true, stdio: ["ignore", output, output] });
  server.unref();
  if (server.pid === undefined) throw new Error(`${program} could not be started`);
  return server.pid;
}

async function answers(folder: string): Promise<boolean> {
  const client = new Client({ connectionString: urlIn(folder) });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

async function untilAnswering(folder: string): Promise<void> {
  for (const end = Date.now() + START_MS; Date.now() < end; await pause(POLL_MS)) if (await answers(folder)) return;
  throw new Error(`Postgres does not answer: ${readFileSync(paths(folder).log, "utf8")}`);
}

async function start(folder: string, run: number): Promise<void> {
  const account = unprivileged();
  if (account) chownSync(folder, account.uid, account.gid);
  initialise(folder, account);
  const server = launch(folder, account);
  watch(folder, server, run);
  await untilAnswering(folder);
}

/** True for the one of several processes that comes first. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(path.join(folder, "starting"));
    return true;
  } catch {
    return false;
  }
}

async function untilStarted(folder: string): Promise<void> {
  const { ready, failed } = paths(folder);
  for (const end = Date.now() + 2 * START_MS; Date.now() < end; await pause(POLL_MS)) {
    if (readable(ready)) return;
    if (readable(failed)) throw new Error(readFileSync(failed, "utf8"));
  }
  throw new Error("Postgres was not started by the test that was first to need it");
}

/**
 * Sees that the server in `folder` runs: the first caller starts it, in whatever process, and the others wait for it. It ends with the
 * process `run`, the whole test run's, and takes the folder with it.
 */
export async function ensurePostgres(folder: string, run: number): Promise<void> {
  if (!isFirst(folder)) return untilStarted(folder);
  const { ready, failed } = paths(folder);
  try {
    await start(folder, run);
    writeFileSync(ready, "ready");
  } catch (error) {
    writeFileSync(failed, String(error));
    throw error;
  }
}

/** Ends the server in `folder`, if there is one, without waiting for its connections, and removes the folder. */
export async function stopPostgres(folder: string): Promise<void> {
  const file = path.join(paths(folder).data, "postmaster.pid");
  const server = readable(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : undefined;
  if (server !== undefined) {
    signal(server, "SIGQUIT");
    for (const end = Date.now() + START_MS; signal(server, 0) && Date.now() < end; ) await pause(POLL_MS);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Whether there was a process to get it. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
