import { openDirectReader } from "./direct-reader.ts";
import { openPostgresReader } from "./postgres-reader.ts";
import type { AskedDatabase, OpenReader } from "./reader.ts";
import { openThreadReader } from "./sqlite-reader.ts";

/** Opens the database for a few short queries. Throws when it cannot be reached. */
export async function openReader(database: AskedDatabase): Promise<OpenReader> {
  return database.kind === "sqlite" ? openDirectReader(database.file) : openPostgresReader(database.url);
}

/** Opens the database for queries that take their time, without holding up this thread. */
export async function openBackgroundReader(database: AskedDatabase): Promise<OpenReader> {
  return database.kind === "sqlite" ? openThreadReader(database.file) : openPostgresReader(database.url);
}
