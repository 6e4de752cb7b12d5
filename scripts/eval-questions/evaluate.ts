import { DEMO_CATALOG_FILE, loadCatalog } from "../../db/catalog/load.ts";
import { openReader } from "../../db/catalog/open-reader.ts";
import { profileData } from "../../db/catalog/profile.ts";
import { createQueryExecutor } from "../../db/query/execute/create-executor.ts";
import { policyOf } from "../../db/query/guard/policy-of-catalog.ts";
import { createPlanner } from "../../server/query/planners.ts";
import type { Catalog } from "../../shared/catalog.ts";
import type { Profile } from "../../shared/profile.ts";
import { openGold } from "./gold.ts";
import type { Judged } from "./judge.ts";
import type { Options } from "./options.ts";
import { readQuestions } from "./question-file.ts";
import { runQuestions } from "./run-questions.ts";

/** One statement may take so long. */
const TIMEOUT_MS = 20_000;
const PROFILE_MS = 60_000;

/** What a running server knows of the data by its first profile. */
async function readProfile(catalog: Catalog, file: string): Promise<Profile> {
  const reader = await openReader({ kind: "sqlite", file });
  try {
    return await profileData(reader, catalog, { now: Date.now, limitMs: PROFILE_MS });
  } finally {
    await reader.close();
  }
}

/** Asks the questions of a file in this process, the rules planner reading them, and judges the answers. */
export async function evaluate({ file, database, catalog: catalogFile, asOf, only }: Options): Promise<Judged[]> {
  const catalog = loadCatalog(catalogFile ?? DEMO_CATALOG_FILE);
  const questions = readQuestions(file);
  const executor = createQueryExecutor({
    database: { kind: "sqlite", file: database },
    policy: policyOf(catalog, "sqlite"),
    timeoutMs: TIMEOUT_MS,
  });
  const gold = openGold(database);
  try {
    const profile = await readProfile(catalog, database);
    const rules = createPlanner({ catalog, profile: () => profile });
    const onError = (message: string, error: unknown) => process.stderr.write(`${message}: ${String(error)}\n`);
    const judged = await runQuestions(questions, { catalog, rules, executor, gold, asOf, onError });
    return judged.filter(({ question }) => only === undefined || question.id.startsWith(only) || question.class.startsWith(only));
  } finally {
    gold.close();
    await executor.close();
  }
}
