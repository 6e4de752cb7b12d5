import type { Random } from "../../../db/demo/random.ts";
import { anybody } from "../people.ts";
import { between } from "../random.ts";
import { type Draft, LEAD_IN_MS, type Scenario } from "../scenario.ts";
import { paymentCompleted, paymentFailed, serviceError } from "../traffic.ts";

const METHOD = "card";
/** Customers whose card payment fails try again, so most of the traffic is attempts. */
const ATTEMPT_SHARE = 0.6;
const ERROR_SHARE = 0.12;
const FAILURE_SHARE = 0.75;

function attempt(random: Random): Draft {
  if (random() < FAILURE_SHARE) return paymentFailed(random, anybody(random), METHOD, "provider_unavailable");
  return paymentCompleted(random, anybody(random), METHOD, Math.round(between(random, 40_000, 60_000)));
}

/** The card provider goes down: most card payments fail, the rest take a minute. */
export const paymentOutage: Scenario = {
  name: "payment-outage",
  summary: "the card provider goes down: most card payments fail, the others are very slow",
  expects: [
    { metricName: "Payment failure ratio by method", group: { "attributes.method": METHOD } },
    { metricName: "Slow payments", group: { "attributes.method": METHOD } },
    { metricName: "Payment latency p95", group: { "attributes.method": METHOD } },
    { metricName: "Service error rate", group: { source: "payments-api" } },
  ],
  begin: ({ random, background }) => {
    return (offsetMs) => {
      if (offsetMs < LEAD_IN_MS) return background(offsetMs);
      const choice = random();
      if (choice < ATTEMPT_SHARE) return attempt(random);
      if (choice < ATTEMPT_SHARE + ERROR_SHARE) return serviceError(random, "payments-api");
      const everyday = background(offsetMs);
      return everyday.attributes.method === METHOD && everyday.type.startsWith("payment.") ? attempt(random) : everyday;
    };
  },
};
