import { pick } from "../../../db/demo/random.ts";
import { anybody } from "../people.ts";
import { wholeBetween } from "../random.ts";
import { type Draft, LEAD_IN_MS, type Scenario } from "../scenario.ts";
import { loginFailed, METHODS, paymentCompleted, serviceError } from "../traffic.ts";

/** Failed logins of one customer: too few for an alert, unless a repeat counted. */
const LOGINS = 12;
const PAYMENTS = 20;
const REPEAT_SHARE = 0.7;
/** The gateway in front of the producers times out, which is why they repeat themselves. */
const ERROR_SHARE = 0.05;

/** Producers that hear no answer send the same few events again and again. */
export const duplicateStorm: Scenario = {
  name: "duplicate-storm",
  summary: "producers that hear no answer send the same events, with the same ids, again and again",
  expects: [{ metricName: "Service error rate", group: { source: "wallet-api" } }],
  begin: ({ random, background }) => {
    const customer = anybody(random);
    const sent: Draft[] = [];
    const first = (): Draft =>
      sent.length < LOGINS
        ? loginFailed(random, customer, "bad_password")
        : paymentCompleted(random, anybody(random), pick(random, METHODS));
    return (offsetMs) => {
      if (offsetMs < LEAD_IN_MS) return background(offsetMs);
      const choice = random();
      if (choice < ERROR_SHARE) return serviceError(random, "wallet-api");
      if (choice >= ERROR_SHARE + REPEAT_SHARE) return background(offsetMs);
      if (sent.length >= LOGINS + PAYMENTS) return { repeat: sent[wholeBetween(random, 0, sent.length - 1)] ?? first() };
      const draft = first();
      sent.push(draft);
      return draft;
    };
  },
};
