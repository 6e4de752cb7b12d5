import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { stopPostgres } from "./postgres-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the Postgres of this test run is, once a test has needed it, and the process of the run. */
    postgres: { readonly folder: string; readonly run: number };
  }
}

/** Once for a test run: a place for its Postgres. Which starts when the first test asks for it, and ends here. */
export function setup(project: TestProject): () => Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "crowsnest-pg-"));
  project.provide("postgres", { folder, run: process.pid });
  return () => stopPostgres(folder);
}
