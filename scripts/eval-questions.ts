import { evaluate } from "./eval-questions/evaluate.ts";
import { HELP, parseOptions, UsageError } from "./eval-questions/options.ts";
import { inFull, summary } from "./eval-questions/report.ts";

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === "help") process.stdout.write(HELP);
  else {
    const judged = await evaluate(options);
    const shown = judged.filter(({ verdict }) => options.rights || verdict !== "right");
    process.stdout.write(`${shown.map((each) => `${inFull(each)}\n\n`).join("")}${summary(judged)}\n`);
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${HELP}`);
  process.exitCode = 2;
}
