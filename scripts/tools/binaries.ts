import { accessSync, constants } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";

export interface Binary {
  readonly name: string;
  /** Names to look for on the PATH, or absolute paths, best first. */
  readonly candidates: readonly string[];
  /** Debian's and Ubuntu's packages that bring it. */
  readonly packages: readonly string[];
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
