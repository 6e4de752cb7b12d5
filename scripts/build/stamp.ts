import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isTestFile, listFiles } from "../tools/repository.ts";

const STAMPS = "dist/.build.json";

/**
 * SHA-256 over the names and contents of the sources, tests left out.
 * Contents, because after a clone or a checkout the modification times say nothing.
 */
export function hashSources(root: string, sources: readonly string[]): string {
  const hash = createHash("sha256").update(process.version);
  for (const source of sources) {
    const full = path.join(root, source);
    if (!existsSync(full)) continue;
    const files = statSync(full).isDirectory() ? listFiles(root, source).filter((file) => !isTestFile(file)) : [source];
    for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}

/** The hashes of the last successful builds by target; empty when there was none. */
export function readStamps(root: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(path.join(root, STAMPS), "utf8"));
  } catch {
    return {};
  }
}

export function writeStamp(root: string, target: string, hash: string): void {
  mkdirSync(path.join(root, "dist"), { recursive: true });
  writeFileSync(path.join(root, STAMPS), `${JSON.stringify({ ...readStamps(root), [target]: hash }, undefined, 2)}\n`);
}
