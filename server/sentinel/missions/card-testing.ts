import { burstCases } from "../case-plans.ts";
import { caseMission } from "../cases.ts";
import { all, compare, is } from "../plan-parts.ts";
import { plural } from "../wording.ts";

const FEWEST = 10;
const TINY_USD = 5;

export const cardTesting = caseMission({
  id: "risk.card-testing",
  domain: "risk",
  title: "Card testing",
  question: `Who had ${FEWEST} and more tiny card deposits fail within an hour?`,
  needs: { transactions: ["user_id", "type", "status", "payment_method", "amount_usd", "created_at"] },
  plan: ({ asOf }, from) =>
    burstCases({
      from,
      asOf,
      where: all(is("type", "deposit"), is("payment_method", "card"), is("status", "failed"), compare("amount_usd", "lt", TINY_USD)),
      count: FEWEST,
      seconds: 3_600,
    }),
  titleOf: ({ users, cases }) => `${plural(users, "customer")} had ${cases} tiny card deposits fail within an hour`,
  traits: () => ({ methods: ["card"] }),
  recommendation: "Block card deposits of these accounts and tell the card processor: stolen card numbers are being tried.",
});
