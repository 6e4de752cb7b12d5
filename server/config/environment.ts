import { config as readDotenv } from "dotenv";
import { type Config, type Environment, parseConfig } from "./config.ts";

/** The variables of `.env` in the working directory under those of the process. The one place that reads `process.env`. */
export function readEnvironment(): Environment {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) environment[name] = value;
  readDotenv({ processEnv: environment, quiet: true });
  return environment;
}

/** Reads and checks the configuration. Throws a ConfigError that names the wrong variable. */
export function loadConfig(): Config {
  const environment = readEnvironment();
  const fromFile = Object.keys(environment).filter((name) => process.env[name] === undefined);
  return parseConfig(environment, new Set(fromFile));
}
