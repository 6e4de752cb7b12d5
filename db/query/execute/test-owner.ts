import { guardSql } from "../guard/guard.ts";
import { demoPolicy } from "../guard/test-policy.ts";
import { completeLimits } from "./limits.ts";
import { SqliteExecutor } from "./sqlite-executor.ts";

/** Entry of a process that asks for two endless statements and says when both run; a test kills it. */
async function own(file: string): Promise<void> {
  const policy = demoPolicy("sqlite");
  const executor = new SqliteExecutor({ file, policy, limits: completeLimits({ timeoutMs: 600_000 }) });
  await Promise.all([executor.ping(), executor.ping()]);
  const endless = guardSql("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c", policy);
  for (let index = 0; index < 2; index++) void executor.run(endless, []);
  setImmediate(() => process.stdout.write("running\n"));
}

await own(process.argv[2] ?? "");
