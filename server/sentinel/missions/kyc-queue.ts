import { is } from "../plan-parts.ts";
import { standingMission } from "../standing.ts";

const DAYS = 90;

export const kycQueue = standingMission({
  id: "operations.kyc-queue",
  domain: "operations",
  title: "Queue of unchecked customers",
  question: `What share of the customers who signed up in the last ${DAYS} days still waits for their KYC?`,
  needs: { users: ["id", "kyc_status", "created_at"] },
  entity: "users",
  userColumn: "id",
  gap: is("kyc_status", "pending"),
  days: DAYS,
  tolerated: 0.1,
  show: ["id", "country", "kyc_status", "risk_level", "account_type", "created_at"],
  titleOf: ({ n, share }) => `${n} customers of the last ${DAYS} days wait for their KYC, ${Math.round(share * 1_000) / 10} % of them`,
  recommendation: "Put more people on KYC or raise what is approved by itself; begin with the oldest.",
});
