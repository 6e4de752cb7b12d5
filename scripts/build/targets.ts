import { tools } from "../tools/tools.ts";

/** The projects whose emitted JavaScript the server runs, in the order of their references. */
export const emittedProjects = ["shared", "streams", "db", "server"] as const;

export interface BuildTarget {
  readonly name: string;
  /** Files and folders whose content decides whether the outputs are current. */
  readonly sources: readonly string[];
  /** One file that has to be there after a build. */
  readonly output: string;
  readonly script: string;
  readonly args: readonly string[];
}

const common = ["package-lock.json", "tsconfig.base.json"];

export const targets: readonly BuildTarget[] = [
  {
    name: "server",
    sources: [...common, ...emittedProjects],
    output: "dist/server/main.js",
    script: tools.tsc,
    args: ["-b", ...emittedProjects],
  },
  {
    name: "console",
    sources: [...common, "shared", "client"],
    output: "dist/client/index.html",
    script: tools.vite,
    args: ["build", "client", "--logLevel", "warn"],
  },
];
