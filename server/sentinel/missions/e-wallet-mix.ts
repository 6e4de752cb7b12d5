import { all, is, oneOf } from "../plan-parts.ts";
import { surgeMission } from "../surge.ts";

export const eWalletMix = surgeMission({
  id: "operations.e-wallet-mix",
  domain: "operations",
  title: "E-wallets against cards",
  question: "Did the share of e-wallets among e-wallet and card payments grow far beyond what is usual?",
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "is_flagged", "created_at"] },
  entity: "transactions",
  where: all(oneOf("type", ["deposit", "withdrawal"]), oneOf("payment_method", ["card", "e_wallet"])),
  part: is("payment_method", "e_wallet"),
  focus: "everything",
  windowMinutes: 6 * 60,
  minimum: 25,
  minimumUsers: 10,
  show: ["id", "user_id", "type", "payment_method", "amount_usd", "status", "is_flagged", "created_at"],
  actors: false,
  titleOf: ({ n, total }) => `${n} of ${total} e-wallet and card payments were by e-wallet`,
  split: ["type", "status"],
  recommendation: "Check whether cards still work: customers who cannot use them take their e-wallet.",
});
