import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

const DEBIAN = "/usr/lib/postgresql";
const ELSEWHERE = ["/usr/local/bin", "/usr/bin", "/opt/homebrew/bin", "/usr/pgsql/bin"];

/** Where a server's programs may be, newest first: Debian keeps those of each version in a folder of its own, off the PATH. */
export function postgresFolders(): string[] {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  return [...newestFirst.map((version) => path.join(DEBIAN, version, "bin")), ...ELSEWHERE];
}

/** The folder that holds `initdb` and `postgres`. Throws where there is none. */
export function postgresPrograms(): string {
  const folder = postgresFolders().find((candidate) => ["initdb", "postgres"].every((name) => existsSync(path.join(candidate, name))));
  if (folder === undefined) throw new Error("these tests need Postgres: npm run verify installs it, or says the command that does");
  return folder;
}
