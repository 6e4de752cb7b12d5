import type { Random } from "../../../db/demo/random.ts";
import { anybody, type Person } from "../people.ts";
import { wholeBetween } from "../random.ts";
import { type Draft, LEAD_IN_MS, type Scenario } from "../scenario.ts";
import { loginFailed, loginSucceeded } from "../traffic.ts";

const COUNTRY = "RO";
const ADDRESSES = ["185.220.101.4", "185.220.101.17", "185.220.101.33", "185.220.101.58", "185.220.101.92"];
const ATTACK_SHARE = 0.8;
/** Leaked passwords that are still in use. */
const HIT_SHARE = 0.004;

function attack(random: Random): Draft {
  const ip = ADDRESSES[wholeBetween(random, 0, ADDRESSES.length - 1)] ?? "";
  const victim: Person = { ...anybody(random), country: COUNTRY, ip, device: "web" };
  return random() < HIT_SHARE ? loginSucceeded(random, victim) : loginFailed(random, victim, "bad_password");
}

/** A list of leaked passwords is tried out from five addresses of one country. */
export const credentialStuffing: Scenario = {
  name: "credential-stuffing",
  summary: `leaked passwords are tried out from ${ADDRESSES.length} addresses in ${COUNTRY}`,
  expects: [
    { metricName: "Failed logins by country", group: { "attributes.country": COUNTRY } },
    ...["Failed logins by address", "Distinct users by address"].flatMap((metricName) =>
      ADDRESSES.map((ip) => ({ metricName, group: { "attributes.ip": ip } })),
    ),
    { metricName: "Login failure ratio", group: {} },
  ],
  begin:
    ({ random, background }) =>
    (offsetMs) =>
      offsetMs >= LEAD_IN_MS && random() < ATTACK_SHARE ? attack(random) : background(offsetMs),
};
