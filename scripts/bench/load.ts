import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import { loadEvent } from "./workload.ts";

// A producer in a process of its own, so that making the load does not delay what the benchmark measures.
const CONNECTIONS = 50;
const [url = "", seconds = "1"] = process.argv.slice(2);
const run = randomUUID().slice(0, 8);
let n = 0;
const result = await autocannon({
  url: `${url}/api/v1/alert`,
  connections: CONNECTIONS,
  duration: Number(seconds),
  requests: [
    {
      method: "POST",
      path: "/api/v1/alert",
      headers: { "content-type": "application/json" },
      setupRequest: (request) => ({ ...request, body: JSON.stringify(loadEvent(n++, run)) }),
    },
  ],
});
if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
process.send?.(result["2xx"] / result.duration, () => process.exit(0));
