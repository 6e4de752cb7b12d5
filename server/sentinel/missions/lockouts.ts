import { is } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { plural } from "../wording.ts";

export const lockouts = surgeMission({
  id: "security.lockouts",
  domain: "security",
  title: "Locked accounts",
  question: "Were far more accounts locked in an hour than in the same hour of the days before?",
  needs: { login_events: ["user_id", "outcome", "failure_reason", "ip_address", "created_at"] },
  entity: "login_events",
  where: is("failure_reason", "account_locked"),
  windowMinutes: 60,
  minimum: 10,
  minimumUsers: 5,
  uncontrolled: is("mfa_used", false),
  show: ["id", "user_id", "ip_address", "country", "device", "failure_reason", "created_at"],
  actors: false,
  titleOf: ({ n, users }) => `${n} lockouts of ${plural(users, "customer")}`,
  split: ["country", "device"],
  recommendation: "See what locked them: guessing from outside, or a fault of the login; unlock those who are hit without a cause.",
});
