import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { envExample } from "../server/config/env-example.ts";
import { withConfigurationTable } from "./generate/configuration-table.ts";
import { repositoryRoot } from "./tools/repository.ts";

/** Writes the file unless it says so already. */
function write(file: string, text: string): void {
  const full = path.join(repositoryRoot, file);
  let present = "";
  try {
    present = readFileSync(full, "utf8");
  } catch {
    // A file that is not there yet is written.
  }
  if (present === text) return;
  writeFileSync(full, text);
  console.log(`wrote ${file}`);
}

write(".env.example", envExample());
write("README.md", withConfigurationTable(readFileSync(path.join(repositoryRoot, "README.md"), "utf8")));
