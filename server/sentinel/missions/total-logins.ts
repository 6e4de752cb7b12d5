import { is } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";
import { plural } from "../wording.ts";

export const totalLogins = surgeMission({
  id: "general.total-logins",
  domain: "general",
  title: "All logins",
  question: "Were there far more logins in some hours than in the same hours of the days before?",
  needs: { login_events: ["user_id", "outcome", "country", "mfa_used", "created_at"] },
  entity: "login_events",
  where: is("outcome", "success"),
  focus: "everything",
  windowMinutes: 3 * 60,
  minimum: 40,
  minimumUsers: 20,
  show: ["id", "user_id", "outcome", "country", "device", "created_at"],
  actors: false,
  titleOf: ({ n, users }) => `${n} logins of ${plural(users, "customer")}`,
  split: ["country", "device"],
  recommendation: "Find out what brings the customers, and whether they are customers.",
});
