import { any, is } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";

export const failuresAtImportantCustomers = surgeMission({
  id: "security.failures-at-vip-or-pep",
  domain: "security",
  title: "Failed logins at VIP and PEP customers",
  question: "Did far more logins of VIP or politically exposed customers fail than in the same hours of the days before?",
  needs: { login_events: ["user_id", "outcome", "ip_address", "created_at"], users: ["account_type", "is_pep"] },
  entity: "login_events",
  where: { kind: "and", of: [is("outcome", "failure"), any(is("login_customer.account_type", "vip"), is("login_customer.is_pep", true))] },
  windowMinutes: 180,
  minimum: 12,
  minimumUsers: 4,
  uncontrolled: is("mfa_used", false),
  show: ["id", "user_id", "login_customer.account_type", "ip_address", "country", "failure_reason", "created_at"],
  actors: false,
  titleOf: ({ n, users }) => `${n} failed logins at ${users} VIP or PEP customers`,
  split: ["ip_address", "country"],
  recommendation: "Tell these customers and their managers, and ask for a second factor at every login of theirs.",
});
