import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { testDemoFile } from "./testing/demo-database.ts";

const LOADER = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

let folder: string;
const children: ChildProcessWithoutNullStreams[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "crowsnest-main-"));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  await rm(folder, { recursive: true, force: true });
});

interface Program {
  readonly child: ChildProcessWithoutNullStreams;
  readonly output: { out: string; err: string };
  /** Exit code once it has ended and everything it said is read. */
  readonly ended: Promise<number | null>;
}

function run(environment: Record<string, string>): Program {
  const database = `sqlite:${testDemoFile()}`;
  const env = {
    PATH: process.env.PATH,
    PORT: "0",
    DATA_DIR: join(folder, "data"),
    DATABASE_URL: database,
    LOG_LEVEL: "warn",
    ...environment,
  };
  const child = spawn(process.execPath, ["--import", LOADER, MAIN], { cwd: folder, env });
  children.push(child);
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    output.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.err += chunk;
  });
  return { child, output, ended: once(child, "close").then(([code]) => code as number | null) };
}

async function listening({ output, child }: Program): Promise<URL> {
  for (;;) {
    const url = /^listening on (\S+)$/m.exec(output.out)?.[1];
    if (url !== undefined) return new URL(url);
    if (child.exitCode !== null) throw new Error(output.err);
    await once(child.stdout, "data");
  }
}

it("says in one line which variable is wrong, and ends", async () => {
  const { output, ended } = run({ PORT: "many" });
  expect(await ended).toBe(1);
  expect(output).toEqual({ out: "", err: 'PORT: expected a whole number from 0 to 65535, got "many"\n' });
});

it("reads .env, under the environment", async () => {
  await writeFile(join(folder, ".env"), "PORT=many\nCLOCK=atomic\n");
  const { output, ended } = run({});
  expect(await ended).toBe(1);
  expect(output.err).toBe('CLOCK: expected one of data, wall, got "atomic"\n');
});

it("says in one line that the address is taken", async () => {
  const { port } = await listening(run({}));
  const { output, ended } = run({ PORT: port, DATA_DIR: join(folder, "other"), LOG_LEVEL: "silent" });
  expect(await ended).toBe(1);
  expect(output.err).toMatch(/^the server could not start: listen EADDRINUSE.*\n$/);
});

it("prints its address, serves, and ends in order on a signal", async () => {
  const program = run({});
  const url = await listening(program);
  expect((await fetch(new URL("/health", url))).status).toBe(200);
  program.child.kill("SIGTERM");
  expect(await program.ended).toBe(0);
  expect(program.output.err).toBe("");
});

it("makes the demo database on the first start, and keeps it", async () => {
  const file = join(folder, "data", "demo.sqlite");
  const program = run({ DATABASE_URL: "" });
  await listening(program);
  expect(program.output.out).toMatch(/^making the demo database .*demo\.sqlite\n.* 100 % {2}152,000 of 152,000 rows\nlistening on /s);
  const { mtimeMs } = await stat(file);
  program.child.kill("SIGTERM");
  await program.ended;
  const again = run({ DATABASE_URL: "" });
  await listening(again);
  expect(again.output.out).toMatch(/^listening on /);
  expect((await stat(file)).mtimeMs).toBe(mtimeMs);
});

it("ends at once on the second signal", async () => {
  const program = run({ LOG_LEVEL: "info" });
  const { hostname, port } = await listening(program);
  const socket = connect(Number(port), hostname).on("error", () => undefined);
  socket.write("POST /api/v1/alert HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
  await once(socket, "connect");
  program.child.kill("SIGINT");
  while (!program.output.out.includes('"stopping"')) await once(program.child.stdout, "data");
  program.child.kill("SIGINT");
  expect(await program.ended).toBe(1);
  socket.destroy();
});

it("logs JSON lines with the request's id and trace", async () => {
  const program = run({ LOG_LEVEL: "debug" });
  const url = await listening(program);
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  await fetch(new URL("/api/v1/session?secret=x", url), { headers: { "x-request-id": "seen-1", traceparent } });
  const body = JSON.stringify({ type: "a", source: "b" });
  const headers = { "x-request-id": "seen-2", "content-type": "application/json" };
  await fetch(new URL("/api/v1/alert", url), { method: "POST", headers, body });
  while (!program.output.out.includes("seen-2")) await once(program.child.stdout, "data");
  const lines = program.output.out.split("\n").filter((line) => line.includes("seen-"));
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    {
      level: 30,
      requestId: "seen-1",
      traceId: "0af7651916cd43dd8448eb211c80319c",
      method: "GET",
      path: "/api/v1/session",
      status: 200,
      actor: "local",
    },
    { level: 20, requestId: "seen-2", method: "POST", path: "/api/v1/alert", status: 202 },
  ]);
});
