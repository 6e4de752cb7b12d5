import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { apply, engineOf, line, parse, spread, T0, toEvent } from "./engine-load.ts";
import { metric } from "./engine-metrics.ts";

// Sends the heap in MB after ten times `early` events and after `early` of them. The keys that are alive move on all the time,
// so that in the end all of them have been seen.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const KEYS = 100_000;
const ALIVE = 10_000;
const CHUNK = 500;
const early = Number(process.argv[2] ?? "100000");
const total = early * 10;
/** Both ends of the comparison are far behind the first windows and sweeps. */
const GAP_MS = 3_600_000 / total;

const BY_USER = ["userId"];
const select = { types: ["app.*"] };
const engine = engineOf([
  metric(select, [{ kind: "count" }, BY_USER, "1m", 6], "5s"),
  metric(select, [{ kind: "sum", field: "value" }, BY_USER, "1m", 5_000], "5s"),
  metric(select, [{ kind: "avg", field: "value" }, BY_USER, "1m", 990], "5s"),
  metric(select, [{ kind: "max", field: "value" }, BY_USER, "1m", 999.9], "5s"),
  metric(select, [{ kind: "distinct", field: "attributes.country" }, BY_USER, "1m", 6], "5s"),
  metric(select, [{ kind: "percentile", percentile: 95, field: "value" }, BY_USER, "1m", 999], "5s"),
]);

const load = {
  typeOf: () => "app.heap",
  tenantOf: () => "tenant",
  userOf: (n: number) => String(1_000_000 + Math.floor((n / total) * (KEYS - ALIVE)) + spread(n, ALIVE)),
};

let alerts = 0;

function feed(from: number, to: number): number {
  for (let start = from; start < to; start += CHUNK) {
    const lines = Array.from({ length: CHUNK }, (_, i) => line(load, start + i, Math.floor(T0 + (start + i) * GAP_MS)));
    alerts += apply(
      engine,
      lines.map((text, i) => toEvent(parse(text), start + i + 1)),
    );
  }
  collect();
  collect();
  return process.memoryUsage().heapUsed / 1e6;
}

const before = feed(0, early);
const after = feed(early, total);
if (alerts === 0) throw new Error("no alert opened");
if (process.send) process.send([after, before], () => process.exit(0));
else console.log({ before, after, ratio: after / before, alerts, ...engine.stats() });
