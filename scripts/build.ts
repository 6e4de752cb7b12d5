import { existsSync } from "node:fs";
import path from "node:path";
import { copyAssets, missingAssets } from "./build/assets.ts";
import { missingOutputs, removeStaleOutputs } from "./build/outputs.ts";
import { hashSources, readStamps, writeStamp } from "./build/stamp.ts";
import { type BuildTarget, emittedProjects, targets } from "./build/targets.ts";
import { repositoryRoot } from "./tools/repository.ts";
import { runNode } from "./tools/run-command.ts";

function isCurrent(target: BuildTarget, hash: string): boolean {
  return readStamps(repositoryRoot)[target.name] === hash && existsSync(path.join(repositoryRoot, target.output));
}

/** Builds the target unless its sources are those of the last build. Returns whether its output is now current. */
async function build(target: BuildTarget): Promise<boolean> {
  const hash = hashSources(repositoryRoot, target.sources);
  // tsc trusts its own notes about what it wrote, so an output that somebody deleted has to be asked for.
  const force = target.name === "server" && missingOutputs(repositoryRoot, emittedProjects).length > 0;
  const bare = target.name === "server" && missingAssets(repositoryRoot, emittedProjects).length > 0;
  if (!force && !bare && isCurrent(target, hash)) return true;
  const started = performance.now();
  process.stdout.write(`building the ${target.name} … `);
  const { code, output } = await runNode(target.script, force ? [...target.args, "--force"] : target.args);
  if (code !== 0) {
    process.stdout.write(`failed\n${output}`);
    return false;
  }
  if (target.name === "server") {
    removeStaleOutputs(repositoryRoot, emittedProjects);
    copyAssets(repositoryRoot, emittedProjects);
  }
  writeStamp(repositoryRoot, target.name, hash);
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return true;
}

for (const target of targets) {
  if (!(await build(target))) {
    process.exitCode = 1;
    break;
  }
}
