import { accessSync, constants } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import { postgresFolders } from "../../db/testing/postgres-programs.ts";

export interface Binary {
  readonly name: string;
  /** Names to look for on the PATH, or absolute paths, best first. */
  readonly candidates: readonly string[];
  /** Debian's and Ubuntu's packages that bring it. */
  readonly packages: readonly string[];
  /** What must be said to the package manager first. */
  readonly before?: string;
  /** What brings it anywhere else. */
  readonly elsewhere: string;
}

/** Programs the tests run besides Node. */
export const binaries = {
  chromium: {
    name: "chromium",
    candidates: [
      "chromium",
      "chromium-browser",
      "google-chrome-stable",
      "google-chrome",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      chromium.executablePath(),
    ],
    packages: ["chromium"],
    elsewhere: "npx playwright-core install --with-deps chromium",
  },
  postgres: {
    name: "postgres",
    candidates: ["postgres", ...postgresFolders().map((folder) => path.join(folder, "postgres"))],
    packages: ["postgresql"],
    // The tests start a server of their own; without this the package would start one for good.
    before: "mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf",
    elsewhere: "brew install postgresql",
  },
} as const satisfies Record<string, Binary>;

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Absolute path of a program on this machine, undefined when it is missing. */
export function findBinary({ candidates }: Binary): string | undefined {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return candidates
    .flatMap((candidate) => (path.isAbsolute(candidate) ? [candidate] : folders.map((folder) => path.join(folder, candidate))))
    .find(isExecutable);
}
