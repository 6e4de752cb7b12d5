import { Client } from "pg";
import type { DemoOptions } from "./options.ts";
import { writePostgresDemo } from "./postgres-demo.ts";
import type { OnProgress } from "./sqlite-demo.ts";

/** Makes the demo data in the Postgres database of the address. Throws as `writePostgresDemo` does, and when it cannot connect. */
export async function seedPostgres(url: string, options: DemoOptions, onProgress: OnProgress): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await writePostgresDemo(client, options, onProgress);
  } finally {
    await client.end();
  }
}
