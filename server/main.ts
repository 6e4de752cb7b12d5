import { ConfigError } from "./config/config.ts";
import { loadConfig } from "./config/environment.ts";
import { type ConsoleServer, createConsoleServer } from "./console-server.ts";
import { createDemoDatabase } from "./first-start.ts";

/** One line that says why there is no server, without a stack: it is for whoever starts the program. */
function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function configure(): ReturnType<typeof loadConfig> {
  try {
    return loadConfig();
  } catch (error) {
    if (error instanceof ConfigError) fail(error.message);
    throw error;
  }
}

/** The first signal ends the server in order, the second one at once. */
function destroyOnSignal(server: ConsoleServer): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    server.context.logger.info({ signal }, "stopping");
    server.destroy().then(
      () => process.exit(0),
      (error: unknown) => fail(`the server could not stop in order: ${reasonOf(error)}`),
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

async function main(): Promise<void> {
  const config = configure();
  await createDemoDatabase(config, process.stdout, Date.now()).catch((error: unknown) =>
    fail(`the demo database cannot be made: ${reasonOf(error)}`),
  );
  const server = await createConsoleServer(config).catch((error: unknown) => {
    if (error instanceof ConfigError) fail(error.message);
    fail(`the data in ${config.dataDir} cannot be opened: ${reasonOf(error)}`);
  });
  destroyOnSignal(server);
  try {
    process.stdout.write(`listening on ${await server.start()}\n`);
  } catch (error) {
    server.context.logger.fatal({ err: error }, "the server could not start");
    await server.destroy().catch(() => undefined);
    fail(`the server could not start: ${reasonOf(error)}`);
  }
}

await main();
