import { type Logger, pino } from "pino";
import pretty from "pino-pretty";
import type { Config } from "../config/config.ts";

/** The program's log: JSON lines on stdout, pretty on a terminal. */
export function createLogger(level: Config["logLevel"], stdout: NodeJS.WriteStream = process.stdout): Logger {
  const options = { level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` };
  if (!stdout.isTTY) return pino(options, pino.destination({ fd: 1, sync: true }));
  return pino(options, pretty({ colorize: true, sync: true, translateTime: "SYS:HH:MM:ss.l" }));
}
