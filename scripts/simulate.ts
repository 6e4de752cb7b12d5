import { HELP, parseOptions, UsageError } from "./simulate/options.ts";
import { runScenario } from "./simulate/run.ts";

/** A server that is restarted is back well within this. */
const RETRY_WINDOW_MS = 60_000;

let stopped = false;
// The batch on its way is still answered and counted; a second interrupt ends at once.
process.once("SIGINT", () => {
  stopped = true;
});

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === "help") process.stdout.write(HELP);
  else {
    const complete = await runScenario({ ...options, output: process.stdout, stopped: () => stopped, retryWindowMs: RETRY_WINDOW_MS });
    process.exitCode = complete ? 0 : 1;
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\nnpm run simulate -- --help tells more.\n`);
  process.exitCode = 2;
}
