import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { listFiles } from "../tools/repository.ts";

/** Files that the server reads from beside its modules. */
function assets(root: string, projects: readonly string[]): string[] {
  return projects.flatMap((project) => listFiles(root, project)).filter((file) => file.endsWith(".yaml"));
}

/** Assets that are not in dist although they should be. */
export function missingAssets(root: string, projects: readonly string[]): string[] {
  return assets(root, projects).filter((file) => !existsSync(path.join(root, "dist", file)));
}

/** Puts the assets beside the emitted modules. */
export function copyAssets(root: string, projects: readonly string[]): void {
  for (const file of assets(root, projects)) {
    const copy = path.join(root, "dist", file);
    mkdirSync(path.dirname(copy), { recursive: true });
    copyFileSync(path.join(root, file), copy);
  }
}
