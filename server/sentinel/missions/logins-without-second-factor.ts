import { all, is, oneOf } from "../plan-parts.ts";
import { standingMission } from "../standing.ts";
import { plural } from "../wording.ts";

export const loginsWithoutSecondFactor = standingMission({
  id: "security.logins-without-mfa",
  domain: "security",
  title: "Premium and VIP logins without a second factor",
  question: "What share of the successful logins of premium and VIP accounts had no second factor in the last 7 days?",
  needs: { login_events: ["user_id", "outcome", "mfa_used", "created_at"], users: ["account_type"] },
  entity: "login_events",
  among: all(is("outcome", "success"), oneOf("login_customer.account_type", ["premium", "vip"])),
  gap: is("mfa_used", false),
  days: 7,
  tolerated: 0.2,
  show: ["id", "user_id", "login_customer.account_type", "ip_address", "device", "mfa_used", "created_at"],
  titleOf: ({ n, share, users }) =>
    `${Math.round(share * 100)} % of premium and VIP logins had no second factor: ${n} logins by ${plural(users, "customer")} in 7 days`,
  recommendation: "Make the second factor obligatory for premium and VIP accounts.",
});
