import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Where it lies, from the checkout. */
  readonly folder: string;
  /** The `license` field as an SPDX expression; empty when there is none. */
  readonly field: string;
  /** Texts of its LICENSE and COPYING files. */
  readonly texts: readonly string[];
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string | { readonly type?: string };
  readonly licenses?: readonly { readonly type?: string }[];
}

/** The `license` field in its present and its two historic spellings. */
function licenceField({ license, licenses }: Manifest): string {
  if (typeof license === "string") return license;
  if (license?.type) return license.type;
  return licenses?.map(({ type }) => type ?? "").join(" OR ") ?? "";
}

/** Reads one installed package; undefined when it is not installed (optional, for another platform). */
export function readPackage(root: string, folder: string): InstalledPackage | undefined {
  const full = path.join(root, folder);
  const manifestFile = path.join(full, "package.json");
  if (!existsSync(manifestFile)) return undefined;
  const manifest: Manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
  const texts = readdirSync(full, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(un)?licen[cs]e|^copying/i.test(entry.name))
    .map((entry) => readFileSync(path.join(full, entry.name), "utf8"));
  return { name: manifest.name ?? folder, version: manifest.version ?? "", folder, field: licenceField(manifest), texts };
}
