import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of package.json: the sources and what is built from them stand at different depths. */
function findRoot(from: string): string {
  const parent = dirname(from);
  return existsSync(join(from, "package.json")) || parent === from ? from : findRoot(parent);
}

const ROOT = findRoot(import.meta.dirname);

/** Where the built console is. */
export const CLIENT_DIR = join(ROOT, "dist", "client");

/** The version in package.json. */
export function readVersion(): string {
  return (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string }).version;
}
