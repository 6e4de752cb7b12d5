import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { parseConfig } from "../config/config.ts";
import { type ConsoleServer, createConsoleServer } from "../console-server.ts";
import type { Overrides } from "../context.ts";
import { testDemoFile } from "./demo-database.ts";

export interface TestServer {
  readonly url: string;
  readonly server: ConsoleServer;
  /** Where its files are; another server may be started on it after `server.destroy()`. */
  readonly folder: string;
  /** Ends the server and removes its files. */
  stop(): Promise<void>;
}

/** A whole server on a free port with its data in a temporary folder, or in the given one. */
export async function startTestServer(
  environment: Readonly<Record<string, string>> = {},
  overrides: Overrides = {},
  existing?: string,
): Promise<TestServer> {
  const folder = existing ?? (await mkdtemp(join(tmpdir(), "crowsnest-server-")));
  const config = parseConfig({ PORT: "0", DATA_DIR: folder, DATABASE_URL: `sqlite:${testDemoFile()}`, ...environment });
  const server = await createConsoleServer(config, { logger: pino({ level: "silent" }), warmQueries: false, ...overrides });
  const url = await server.start().catch(async (error: unknown) => {
    await server.destroy();
    throw error;
  });
  return {
    url,
    server,
    folder,
    async stop() {
      await server.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
