import { is } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { plural } from "../wording.ts";

export const secondFactorFailures = surgeMission({
  id: "security.mfa-failures",
  domain: "security",
  title: "Failed second factors",
  question: "Did far more second factors fail in an hour than in the same hour of the days before?",
  needs: { login_events: ["user_id", "outcome", "failure_reason", "ip_address", "created_at"] },
  entity: "login_events",
  where: is("failure_reason", "mfa_failed"),
  windowMinutes: 60,
  minimum: 12,
  minimumUsers: 5,
  uncontrolled: is("outcome", "failure"),
  show: ["id", "user_id", "ip_address", "country", "device", "failure_reason", "created_at"],
  actors: false,
  titleOf: ({ n, users }) => `${n} failed second factors of ${plural(users, "customer")}`,
  split: ["country", "device"],
  recommendation: "Check whether codes arrive late or somebody who knows the passwords is guessing them; offer another factor.",
});
