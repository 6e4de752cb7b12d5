import { tools } from "../tools/tools.ts";

export interface Step {
  readonly name: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
}

const minutes = (count: number) => count * 60_000;
const script = (file: string) => ["--import", "tsx", `scripts/${file}`];

/** The checks before the tests, in order, each a call of Node; one counts as one. */
export const checks: readonly Step[] = [
  { name: "build", args: script("build.ts"), timeoutMs: minutes(3) },
  { name: "types", args: [tools.tsc, "-b"], timeoutMs: minutes(3) },
  { name: "lint", args: [tools.biome, "check", "--error-on-warnings", "."], timeoutMs: minutes(1) },
  { name: "boundaries", args: script("check-boundaries.ts"), timeoutMs: minutes(1) },
  { name: "licences", args: script("check-licences.ts"), timeoutMs: minutes(1) },
  { name: "dead code", args: [tools.knip, "--no-progress"], timeoutMs: minutes(2) },
];

/** Unit, integration and browser tests: one run of the runner, its report in `reportFile`. */
export function testStep(reportFile: string): Step {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  return { name: "tests", args: [tools.vitest, "run", ...reporters], timeoutMs: minutes(10) };
}
