import { readFileSync } from "node:fs";
import path from "node:path";
import { isTestFile, listFiles, repositoryRoot } from "./tools/repository.ts";
import { runNode } from "./tools/run-command.ts";
import { tools } from "./tools/tools.ts";

const TIMEOUT_MS = 90 * 60_000;

/** Test files that have a long variant: those that ask how many to do, and those that only run here. */
function soakFiles(): string[] {
  return ["streams", "db", "server", "client"]
    .flatMap((folder) => listFiles(repositoryRoot, folder))
    .filter(isTestFile)
    .filter((file) => file.includes(".soak.") || /testing\/scale\.ts"/.test(readFileSync(path.join(repositoryRoot, file), "utf8")));
}

const files = soakFiles();
console.log(`${files.length} files: ${files.join(", ")}`);
const { code, output } = await runNode(tools.vitest, ["run", ...files], {
  live: true,
  timeoutMs: TIMEOUT_MS,
  env: { ...process.env, SOAK: "1" },
});
process.stdout.write(output);
process.exitCode = code;
