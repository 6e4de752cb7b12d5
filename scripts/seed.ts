import { createProgressBar } from "../db/demo/progress-text.ts";
import { seedPostgres } from "../db/demo/seed-postgres.ts";
import { makeSqliteDemo } from "../db/demo/start-demo.ts";
import { parseConfig } from "../server/config/config.ts";
import { readEnvironment } from "../server/config/environment.ts";
import { HELP, parseSeedOptions, type SeedCommand } from "./seed/options.ts";

async function seed({ demo, databaseUrl }: SeedCommand): Promise<void> {
  const { database } = parseConfig({ ...readEnvironment(), ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) });
  const what = `${demo.users} users, ${demo.transactions} transactions, ${demo.logins} logins`;
  process.stdout.write(`${what} of ${demo.days} days, --seed ${demo.seed} --end ${new Date(demo.endMs).toISOString()}\n`);
  const started = performance.now();
  const onProgress = createProgressBar(process.stdout);
  if (database.kind === "sqlite") await makeSqliteDemo(database.file, demo, onProgress);
  else await seedPostgres(database.url, demo, onProgress);
  const where = database.kind === "sqlite" ? database.file : "the Postgres database";
  process.stdout.write(`filled ${where} in ${((performance.now() - started) / 1_000).toFixed(1)} s\n`);
}

try {
  const command = parseSeedOptions(process.argv.slice(2), Date.now());
  if (command === "help") process.stdout.write(HELP);
  else await seed(command);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
