import { DEMO_CATALOG_FILE } from "../db/catalog/load.ts";
import { parseConfig } from "../server/config/config.ts";
import { readEnvironment } from "../server/config/environment.ts";
import { checkCatalog, initCatalog } from "./catalog/commands.ts";
import { type CatalogCommand, HELP, parseCatalogOptions } from "./catalog/options.ts";

async function run({ command, databaseUrl, file, force }: CatalogCommand): Promise<boolean> {
  const { database, catalogFile } = parseConfig({
    ...readEnvironment(),
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  });
  if (command === "check") return checkCatalog(database, file ?? catalogFile ?? DEMO_CATALOG_FILE, process.stdout);
  await initCatalog(database, file, force, process.stdout);
  return true;
}

try {
  const command = parseCatalogOptions(process.argv.slice(2));
  if (command === "help") process.stdout.write(HELP);
  else process.exitCode = (await run(command)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
