import { pick } from "../../../db/demo/random.ts";
import { anybody } from "../people.ts";
import { between } from "../random.ts";
import { LEAD_IN_MS, type Scenario } from "../scenario.ts";
import { clockOffset, METHODS, paymentCompleted, serviceLatency } from "../traffic.ts";

const MINUTE_MS = 60_000;
/** Within what the server takes. */
const FAST = { instance: "payments-api-7", aheadMs: 4 * MINUTE_MS };
/** Beyond it: all it sends is refused. */
const TOO_FAST = { instance: "wallet-api-9", aheadMs: 6 * MINUTE_MS };
const FAST_SHARE = 0.1;
const TOO_FAST_SHARE = 0.05;
const REPORT_EVERY_MS = 1_000;

/** The clocks of two instances are ahead; everybody else's events must stay on time all the same. */
export const clockSkew: Scenario = {
  name: "clock-skew",
  summary: `${FAST.instance} is 4 minutes ahead, ${TOO_FAST.instance} 6, whose events are refused; a monitor reports both`,
  expects: [FAST, TOO_FAST].map(({ instance }) => ({ metricName: "Clock offset by instance", group: { "attributes.instance": instance } })),
  begin: ({ random, background }) => {
    let reports = 0;
    return (offsetMs) => {
      if (offsetMs < LEAD_IN_MS) return background(offsetMs);
      if (offsetMs >= LEAD_IN_MS + reports * REPORT_EVERY_MS) {
        const { instance, aheadMs } = reports++ % 2 === 0 ? FAST : TOO_FAST;
        return clockOffset(instance, aheadMs + between(random, -500, 500));
      }
      const choice = random();
      if (choice < FAST_SHARE) {
        const draft = paymentCompleted(random, anybody(random), pick(random, METHODS));
        return { ...draft, aheadMs: FAST.aheadMs, attributes: { ...draft.attributes, instance: FAST.instance } };
      }
      if (choice < FAST_SHARE + TOO_FAST_SHARE) {
        return { ...serviceLatency(random, "wallet-api"), aheadMs: TOO_FAST.aheadMs, attributes: { instance: TOO_FAST.instance } };
      }
      return background(offsetMs);
    };
  },
};
