import { collectDefaultMetrics, Registry } from "prom-client";

let registry: Registry | undefined;

/**
 * CPU, memory, event loop and garbage collection of the process. One registry for all servers in it, made when it is first asked
 * for: its observers can never be taken off again.
 */
export function processMetrics(): Registry {
  if (!registry) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
  }
  return registry;
}
