import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { draftCatalog } from "../../db/catalog/draft/draft-catalog.ts";
import { draftText } from "../../db/catalog/draft/draft-text.ts";
import { findWrongEncodings, fitCatalog } from "../../db/catalog/fit-catalog.ts";
import { readSchema } from "../../db/catalog/introspect.ts";
import { loadCatalog } from "../../db/catalog/load.ts";
import { openReader } from "../../db/catalog/open-reader.ts";
import type { AskedDatabase, OpenReader } from "../../db/catalog/reader.ts";

interface Output {
  write(text: string): unknown;
}

async function reading<T>(database: AskedDatabase, use: (reader: OpenReader) => Promise<T>): Promise<T> {
  const reader = await openReader(database);
  try {
    return await use(reader);
  } finally {
    await reader.close();
  }
}

function nameOf(database: AskedDatabase): string {
  const name = database.kind === "sqlite" ? basename(database.file).replace(/\.\w+$/, "") : new URL(database.url).pathname.slice(1);
  return name === "" ? "data" : name;
}

/** Drafts a catalog into `file`, or to the output. Throws when the file is there already, unless `force`. */
export async function initCatalog(database: AskedDatabase, file: string | undefined, force: boolean, output: Output): Promise<void> {
  const draft = await reading(database, (reader) => draftCatalog(reader, nameOf(database)));
  if (file === undefined) return void output.write(draftText(draft));
  writeFileSync(file, draftText(draft), { flag: force ? "w" : "wx" });
  output.write(`drafted ${draft.entities.length} tables, ${draft.relations.length} relations into ${file}\n`);
}

/** Says what of the catalog the database does not have; true when nothing is missing. */
export async function checkCatalog(database: AskedDatabase, file: string, output: Output): Promise<boolean> {
  const catalog = loadCatalog(file);
  const problems = await reading(database, async (reader) => {
    const fitted = fitCatalog(catalog, await readSchema(reader));
    return [...fitted.problems, ...(await findWrongEncodings(reader, fitted.catalog))];
  });
  for (const problem of problems) output.write(`${problem}\n`);
  if (problems.length === 0) output.write(`${file} fits the database\n`);
  return problems.length === 0;
}
