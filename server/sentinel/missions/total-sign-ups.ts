import { is, not } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";

export const totalSignUps = surgeMission({
  id: "general.total-sign-ups",
  domain: "general",
  title: "All sign-ups",
  question: "Did far more customers sign up in the last day than on the days before?",
  needs: { users: ["id", "country", "kyc_status", "created_at"] },
  entity: "users",
  userColumn: "id",
  focus: "everything",
  windowMinutes: 24 * 60,
  minimum: 40,
  uncontrolled: not(is("kyc_status", "verified")),
  show: ["id", "country", "kyc_status", "risk_level", "account_type", "created_at"],
  growth: true,
  actors: true,
  titleOf: ({ n }) => `${n} sign-ups in a day`,
  split: ["country", "kyc_status"],
  recommendation: "See whether a campaign explains them; if not, let the new accounts wait for their KYC.",
});
