import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the checkout these scripts belong to. */
export const repositoryRoot = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

/** Every file below `folder`, relative to `root`, with forward slashes, sorted; nothing when the folder is missing. */
export function listFiles(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"))
    .filter((file) => !file.includes("node_modules/"))
    .sort();
}

/** Whether a file holds tests rather than product code. */
export function isTestFile(file: string): boolean {
  return /\.test\.tsx?$/.test(file);
}
