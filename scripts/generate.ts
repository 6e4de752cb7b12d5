import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { envExample } from "../server/config/env-example.ts";
import { withConfigurationTable } from "./generate/configuration-table.ts";
import { withAllPlatforms } from "./generate/lock-file.ts";
import { repositoryRoot } from "./tools/repository.ts";

const read = (file: string) => readFileSync(path.join(repositoryRoot, file), "utf8");

/** Writes the file unless it says so already. */
function write(file: string, text: string): void {
  if (existsSync(path.join(repositoryRoot, file)) && read(file) === text) return;
  writeFileSync(path.join(repositoryRoot, file), text);
  console.log(`wrote ${file}`);
}

write(".env.example", envExample());
write("README.md", withConfigurationTable(read("README.md")));
write("package-lock.json", `${JSON.stringify(withAllPlatforms(JSON.parse(read("package-lock.json"))), undefined, 2)}\n`);
