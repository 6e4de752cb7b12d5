import type { Random } from "../../../db/demo/random.ts";
import { anybody, PEOPLE, type Person, personOf } from "../people.ts";
import { between, wholeBetween } from "../random.ts";
import { type Draft, LEAD_IN_MS, type Scenario } from "../scenario.ts";
import { depositCompleted, depositFailed, userRegistered } from "../traffic.ts";

const ADDRESSES = ["203.0.113.9", "203.0.113.21", "203.0.113.77"];
const ATTACK_SHARE = 0.5;
const SIGN_UP_SHARE = 0.25;
/** Stolen cards that are still good. */
const HIT_SHARE = 0.04;

/** A fresh account for every few cards, always from one of the addresses. */
function mule(random: Random): Person {
  const ip = ADDRESSES[wholeBetween(random, 0, ADDRESSES.length - 1)] ?? "";
  return { ...personOf(PEOPLE + 1_000 + wholeBetween(random, 0, 100_000)), country: anybody(random).country, ip, device: "web" };
}

function attack(random: Random): Draft {
  const person = mule(random);
  if (random() < SIGN_UP_SHARE) return userRegistered(random, person);
  const value = between(random, 1, 5);
  return random() < HIT_SHARE ? depositCompleted(random, person, value, "card") : depositFailed(random, person, value, "card");
}

/** Stolen cards are tried out with tiny deposits, by accounts opened for it from three addresses. */
export const cardTesting: Scenario = {
  name: "card-testing",
  summary: `stolen cards are tried out with tiny deposits from ${ADDRESSES.length} addresses, by accounts opened for it`,
  expects: ["Small failed card deposits", "Sign-up wave by address"].flatMap((metricName) =>
    ADDRESSES.map((ip) => ({ metricName, group: { "attributes.ip": ip } })),
  ),
  begin:
    ({ random, background }) =>
    (offsetMs) =>
      offsetMs >= LEAD_IN_MS && random() < ATTACK_SHARE ? attack(random) : background(offsetMs),
};
