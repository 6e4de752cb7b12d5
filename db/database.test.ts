import { join } from "node:path";
import { describeAppDatabase } from "./contract/app-database.ts";
import { temporaryFolder } from "./contract/fixtures.ts";
import { openSqliteApp } from "./database.ts";

describeAppDatabase("sqlite", async () => {
  const folder = temporaryFolder();
  return { open: () => openSqliteApp({ file: join(folder.path, "app.sqlite") }), remove: async () => folder.remove() };
});
