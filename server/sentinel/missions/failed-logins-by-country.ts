import { field, is } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { plural } from "../wording.ts";

export const failedLoginsByCountry = surgeMission({
  id: "security.failed-logins-by-country",
  domain: "security",
  title: "Failed logins by country",
  question: "Did far more logins from one country fail than in the same hours of the days before?",
  needs: { login_events: ["user_id", "outcome", "country", "mfa_used", "created_at"] },
  entity: "login_events",
  where: is("outcome", "failure"),
  key: field("country"),
  focus: "everything",
  windowMinutes: 120,
  minimum: 25,
  minimumUsers: 15,
  uncontrolled: is("mfa_used", false),
  show: ["id", "user_id", "ip_address", "country", "device", "failure_reason", "mfa_used", "created_at"],
  actors: false,
  titleOf: ({ key, n, users }) => `${n} failed logins at ${plural(users, "customer")} from the country ${key}`,
  traits: (key) => ({ countries: [key] }),
  split: ["failure_reason", "device"],
  recommendation: "Ask for a second factor for logins from this country until the wave is over.",
});
