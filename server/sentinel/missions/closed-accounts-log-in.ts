import { is, oneOf } from "../plan-parts.ts";
import { standingMission } from "../standing.ts";
import { plural } from "../wording.ts";

export const closedAccountsLogIn = standingMission({
  id: "compliance.closed-accounts-log-in",
  domain: "compliance",
  title: "Logins of closed or suspended accounts",
  question: "What share of the successful logins of the last 7 days was of closed or suspended accounts?",
  needs: { login_events: ["user_id", "outcome", "created_at"], users: ["status"] },
  entity: "login_events",
  among: is("outcome", "success"),
  gap: oneOf("login_customer.status", ["closed", "suspended"]),
  days: 7,
  tolerated: 0.01,
  show: ["id", "user_id", "login_customer.status", "ip_address", "country", "created_at"],
  titleOf: ({ n, share, users }) =>
    `${Math.round(share * 1_000) / 10} % of logins are of closed or suspended accounts: ${n} by ${plural(users, "account")} in 7 days`,
  recommendation: "End the sessions of these accounts and refuse their logins.",
});
