import { pick, type Random } from "../../../db/demo/random.ts";
import { anybody } from "../people.ts";
import { between } from "../random.ts";
import { type Draft, LEAD_IN_MS, type Scenario } from "../scenario.ts";
import { deliveryLag, loginFailed, METHODS, paymentCompleted } from "../traffic.ts";

const SOURCE = "mobile-gateway";
const LATE_SHARE = 0.2;
const REPORT_EVERY_MS = 2_000;
/** How old the late events are, ms: well beyond what the server allows unless it is told otherwise. */
const OLDEST_MS = 600_000;
const YOUNGEST_MS = 120_000;

/** What would raise an alert, were it on time: failed logins from one country. */
function late(random: Random): Draft {
  const person = anybody(random);
  const draft =
    random() < 0.5
      ? loginFailed(random, { ...person, country: "PT" }, "bad_password")
      : paymentCompleted(random, person, pick(random, METHODS));
  return { ...draft, source: SOURCE, aheadMs: -Math.round(between(random, YOUNGEST_MS, OLDEST_MS)) };
}

/** A gateway that was cut off delivers what it has kept: a fifth of all events are too late to be evaluated. */
export const lateData: Scenario = {
  name: "late-data",
  summary: `${SOURCE} delivers minutes late: a fifth of the events is stored and counted, but not evaluated`,
  expects: [{ metricName: "Delivery lag by source", group: { source: SOURCE } }],
  begin: ({ random, background }) => {
    let reports = 0;
    return (offsetMs) => {
      if (offsetMs < LEAD_IN_MS) return background(offsetMs);
      if (offsetMs >= LEAD_IN_MS + reports * REPORT_EVERY_MS) {
        reports++;
        return deliveryLag(SOURCE, between(random, YOUNGEST_MS, OLDEST_MS));
      }
      return random() < LATE_SHARE ? late(random) : background(offsetMs);
    };
  },
};
