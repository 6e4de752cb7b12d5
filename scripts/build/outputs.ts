import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { isTestFile, listFiles } from "../tools/repository.ts";

const outputOf = (source: string) => `dist/${source.replace(/\.ts$/, ".js")}`;
const sourceOf = (output: string) => output.replace(/^dist\//, "").replace(/(\.d\.ts|\.js)(\.map)?$/, ".ts");

/** Sources of the projects that have no JavaScript in dist although they should. */
export function missingOutputs(root: string, projects: readonly string[]): string[] {
  return projects
    .flatMap((project) => listFiles(root, project))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts") && !isTestFile(file))
    .filter((file) => !existsSync(path.join(root, outputOf(file))));
}

/** Removes from dist what deleted sources left behind; returns the removed files. */
export function removeStaleOutputs(root: string, projects: readonly string[]): string[] {
  const stale = projects
    .filter((project) => existsSync(path.join(root, "dist", project)))
    .flatMap((project) => listFiles(root, `dist/${project}`))
    .filter((file) => !existsSync(path.join(root, sourceOf(file))));
  for (const file of stale) rmSync(path.join(root, file));
  return stale;
}
