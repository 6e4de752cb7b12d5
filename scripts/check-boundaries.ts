import { readFileSync } from "node:fs";
import path from "node:path";
import { checkModule } from "./boundaries/check.ts";
import { zones } from "./boundaries/rules.ts";
import { listFiles, repositoryRoot } from "./tools/repository.ts";

const files = Object.keys(zones)
  .flatMap((zone) => listFiles(repositoryRoot, zone))
  .filter((file) => /\.tsx?$/.test(file));
const violations = files.flatMap((file) => checkModule(file, readFileSync(path.join(repositoryRoot, file), "utf8")));

for (const { file, line, message } of violations) console.log(`${file}:${line} ${message}`);
console.log(`${files.length} modules, ${violations.length} violations`);
process.exitCode = violations.length === 0 ? 0 : 1;
