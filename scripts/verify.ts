import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "./tools/run-command.ts";
import { addCounts, type Count, countTests, type TestReport } from "./verify/count.ts";
import { checkRequirements } from "./verify/requirements.ts";
import { checks, type Step, testStep } from "./verify/steps.ts";

const failures: string[] = [];
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

function conclude(name: string, failure: string | undefined, started: number): Count {
  console.log(`${name}: ${failure === undefined ? "ok" : "FAILED"} (${seconds(started)})`);
  if (failure === undefined) return { passed: 1, failed: 0 };
  if (failure !== "") console.log(failure.trimEnd());
  failures.push(name);
  return { passed: 0, failed: 1 };
}

async function runRequirements(mayInstall: boolean): Promise<Count> {
  const started = performance.now();
  return conclude("programs", await checkRequirements(mayInstall), started);
}

async function runCheck({ name, args, timeoutMs }: Step): Promise<Count> {
  const started = performance.now();
  const { code, output } = await runCommand(process.execPath, args, { timeoutMs });
  return conclude(name, code === 0 ? undefined : output, started);
}

function readReport(file: string): TestReport | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

async function runTests(): Promise<Count> {
  const folder = mkdtempSync(path.join(tmpdir(), "crowsnest-verify-"));
  const { name, args, timeoutMs } = testStep(path.join(folder, "report.json"));
  const started = performance.now();
  console.log(`${name}:`);
  const { code, output } = await runCommand(process.execPath, args, { timeoutMs, live: true });
  const count = countTests(readReport(path.join(folder, "report.json")), code);
  rmSync(folder, { recursive: true, force: true });
  console.log(`${output}${name}: ${count.failed === 0 ? "ok" : "FAILED"} (${seconds(started)})`);
  if (count.failed > 0) failures.push(name);
  return count;
}

let total = await runRequirements(process.argv.includes("--install"));
for (const step of checks) total = addCounts(total, await runCheck(step));
total = addCounts(total, await runTests());

if (failures.length > 0) console.log(`failed: ${failures.join(", ")}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
