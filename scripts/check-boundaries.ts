import { readFileSync } from "node:fs";
import path from "node:path";
import { checkModule } from "./boundaries/check.ts";
import { findCycles, loadGraph } from "./boundaries/cycles.ts";
import { type ModuleFacts, readModule } from "./boundaries/module-facts.ts";
import { zones } from "./boundaries/rules.ts";
import { listFiles, repositoryRoot } from "./tools/repository.ts";

const files = Object.keys(zones)
  .flatMap((zone) => listFiles(repositoryRoot, zone))
  .filter((file) => /\.tsx?$/.test(file));
const modules = new Map<string, ModuleFacts>(
  files.map((file) => [file, readModule(file, readFileSync(path.join(repositoryRoot, file), "utf8"))]),
);

const violations = [...modules].flatMap(([file, facts]) => checkModule(file, facts));
const cycles = findCycles(loadGraph(new Map([...modules].map(([file, { imports }]) => [file, imports]))));

for (const { file, line, message } of violations) console.log(`${file}:${line} ${message}`);
for (const cycle of cycles) console.log(`modules import each other in a circle: ${cycle.join(" -> ")}`);
console.log(`${files.length} modules, ${violations.length + cycles.length} violations`);
process.exitCode = violations.length + cycles.length === 0 ? 0 : 1;
