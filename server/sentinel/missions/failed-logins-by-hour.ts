import { is } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { plural } from "../wording.ts";

export const failedLoginsByHour = surgeMission({
  id: "security.failed-logins-by-hour",
  domain: "security",
  title: "Share of logins that fail, all addresses",
  question: "Did a far larger share of all logins fail in an hour than on the days before?",
  needs: { login_events: ["user_id", "outcome", "failure_reason", "ip_address", "country", "mfa_used", "created_at"] },
  entity: "login_events",
  part: is("outcome", "failure"),
  focus: "everything",
  windowMinutes: 60,
  minimum: 20,
  minimumUsers: 10,
  uncontrolled: is("mfa_used", false),
  show: ["id", "user_id", "ip_address", "country", "device", "failure_reason", "mfa_used", "created_at"],
  actors: false,
  titleOf: ({ n, total, users }) => `${n} of ${total} logins failed, at ${plural(users, "customer")}`,
  split: ["failure_reason", "country"],
  recommendation: "Find out whether logging in is broken or under attack: by reason, country and address.",
});
