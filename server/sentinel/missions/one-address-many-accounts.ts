import type { Stage } from "../../../shared/plan.ts";
import { caseMission } from "../cases.ts";
import { all, compare, count, DAY_MS, field, is, measure, output, spansBefore, within } from "../plan-parts.ts";
import { plural } from "../wording.ts";

/** Accounts that enter by one address within a day, at least. */
const FEWEST = 8;
/** With so many accounts on an earlier day it is an office, a carrier or a school. */
const KNOWN = 3;

export const oneAddressManyAccounts = caseMission({
  id: "security.one-address-many-accounts",
  domain: "security",
  title: "One new address, many accounts",
  question: `Did ${FEWEST} and more customers log in within a day from an address that never had several of them before?`,
  needs: { login_events: ["user_id", "outcome", "ip_address", "country", "mfa_used", "created_at"] },
  plan: ({ asOf }, from) => {
    const back = spansBefore("created_at", asOf, DAY_MS / 1_000);
    const days: Stage = {
      id: "days",
      from: { entity: "login_events" },
      where: all(within("created_at", from, asOf), is("outcome", "success")),
      groupBy: [output("ip_address", "ip_address"), output("back", back, "days back")],
      measures: [measure("customers", "countDistinct", "user_id")],
      having: compare({ kind: "output", name: "customers" }, "gte", KNOWN),
    };
    const crowded: Stage = {
      id: "crowded",
      from: { stage: "days" },
      where: all(compare("customers", "gte", FEWEST), {
        kind: "not",
        of: {
          kind: "exists",
          stage: "days",
          on: [{ left: field("ip_address"), right: "ip_address" }],
          where: compare("back", "gt", { kind: "outer", path: ["back"] }),
        },
      }),
      columns: [output("ip_address", "ip_address"), output("back", "back", "days back")],
    };
    const logins: Stage = {
      id: "logins",
      from: { entity: "login_events" },
      where: all(within("created_at", from, asOf), is("outcome", "success"), {
        kind: "exists",
        stage: "crowded",
        on: [
          { left: field("ip_address"), right: "ip_address" },
          { left: back, right: "back" },
        ],
      }),
      groupBy: [output("user_id", "user_id", "customer"), output("ip_address", "ip_address"), output("country", "country")],
      measures: [measure("at", "max", "created_at"), count("logins"), count("weak", is("mfa_used", false))],
      derived: [
        output("uncontrolled", {
          kind: "arithmetic",
          op: "/",
          left: { kind: "output", name: "weak" },
          right: { kind: "output", name: "logins" },
        }),
      ],
      order: [
        { by: "at", direction: "desc" },
        { by: "user_id", direction: "asc" },
        { by: "ip_address", direction: "asc" },
        { by: "country", direction: "asc" },
      ],
    };
    return { stages: [days, crowded, logins] };
  },
  titleOf: ({ users, rows }) =>
    `${plural(users, "customer")} logged in from ${[...new Set(rows.map((row) => row.ip_address))].slice(0, 3).join(", ")}`,
  traits: (rows) => ({ networks: [...new Set(rows.map((row) => String(row.ip_address).replace(/\d+$/, "0/24")))].sort() }),
  recommendation: "Find out who uses the address; end these sessions and hold withdrawals until the customers are heard.",
});
