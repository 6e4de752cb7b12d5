import { field, is, not } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";

export const signUpsByCountry = surgeMission({
  id: "risk.sign-ups-by-country",
  domain: "risk",
  title: "Sign-ups by country",
  question: "Did far more customers of one country sign up in the last day than on the days before?",
  needs: { users: ["id", "country", "kyc_status", "created_at"] },
  entity: "users",
  userColumn: "id",
  key: field("country"),
  windowMinutes: 24 * 60,
  minimum: 20,
  uncontrolled: not(is("kyc_status", "verified")),
  show: ["id", "country", "kyc_status", "risk_level", "account_type", "status", "created_at"],
  growth: true,
  actors: true,
  titleOf: ({ key, n }) => `${n} sign-ups from ${key} in a day`,
  traits: (key) => ({ countries: [key] }),
  split: ["kyc_status", "account_type"],
  recommendation: "Let the new accounts of this country wait for their KYC before they can deposit, and look for what they share.",
});
