import type { Row } from "../../../shared/answers.ts";
import type { Plan, Stage } from "../../../shared/plan.ts";
import { caseMission } from "../cases.ts";
import { distanceKm } from "../country-centroids.ts";
import { all, compare, count, DAY_MS, field, is, output, within } from "../plan-parts.ts";
import { plural } from "../wording.ts";

const FAR_KM = 3_000;
const FAST_KM_H = 1_000;
/** Further apart than the ends of the earth at that speed. */
const LONGEST_HOURS = 21;
/** How long back a customer's own device is known by. */
const DEVICE_DAYS = 90;

function plan(asOf: number, from: number): Plan {
  const success = is("outcome", "success");
  const devices: Stage = {
    id: "devices",
    from: { entity: "login_events" },
    where: all(within("created_at", asOf - DEVICE_DAYS * DAY_MS, asOf), success),
    groupBy: [output("user_id", "user_id"), output("device", "device")],
    measures: [count("n")],
    windows: [{ name: "place", label: "place", fn: "rank", partitionBy: ["user_id"], orderBy: [{ by: "n", direction: "desc" }] }],
  };
  const logins: Stage = {
    id: "logins",
    from: { entity: "login_events" },
    where: all(within("created_at", from, asOf), success),
    columns: ["id", "user_id", "country", "ip_address", "device", "mfa_used", "created_at"].map((name) => output(name, name)),
    windows: (["country", "created_at"] as const).map((of) => ({
      name: `last_${of}`,
      label: `last ${of.replace("_", " ")}`,
      fn: "lag" as const,
      of: { kind: "output", name: of } as const,
      partitionBy: ["user_id"],
      orderBy: [
        { by: "created_at", direction: "asc" as const },
        { by: "id", direction: "asc" as const },
      ],
    })),
  };
  const jumps: Stage = {
    id: "jumps",
    from: { stage: "logins" },
    where: all(
      compare("country", "ne", field("last_country")),
      is("mfa_used", false),
      compare({ kind: "elapsed", unit: "hours", start: field("last_created_at"), end: field("created_at") }, "lt", LONGEST_HOURS),
      {
        kind: "not",
        of: {
          kind: "exists",
          stage: "devices",
          on: [
            { left: field("user_id"), right: "user_id" },
            { left: field("device"), right: "device" },
          ],
          where: is("place", 1),
        },
      },
    ),
    columns: [
      output("user_id", "user_id", "customer"),
      output("at", "created_at"),
      output("country", "country"),
      output("last_country", "last_country"),
      output("hours", { kind: "elapsed", unit: "hours", start: field("last_created_at"), end: field("created_at") }, "hours between"),
      output("ip_address", "ip_address"),
      output("device", "device"),
      output("uncontrolled", { kind: "value", value: 1, type: "integer" }),
    ],
    order: [
      { by: "at", direction: "desc" },
      { by: "user_id", direction: "asc" },
      { by: "ip_address", direction: "asc" },
    ],
  };
  return { stages: [devices, logins, jumps] };
}

function isImpossible({ country, last_country: last, hours }: Row): boolean {
  const km = distanceKm(String(last), String(country));
  return km !== undefined && km > FAR_KM && km > FAST_KM_H * Number(hours);
}

export const impossibleTravel = caseMission({
  id: "security.impossible-travel",
  domain: "security",
  title: "Impossible travel",
  question: `Who logged in from countries over ${FAR_KM} km apart faster than ${FAST_KM_H} km/h, without a second factor and with another device than usual?`,
  needs: { login_events: ["user_id", "outcome", "ip_address", "country", "device", "mfa_used", "created_at"] },
  plan: ({ asOf }, from) => plan(asOf, from),
  accept: isImpossible,
  titleOf: ({ users, cases }) => `${plural(users, "customer")} logged in from two continents faster than anybody travels, ${cases} times`,
  traits: (rows) => ({ countries: [...new Set(rows.map((row) => String(row.country)))].sort() }),
  recommendation: "End the later sessions, ask these customers, and hold their withdrawals until they answer.",
});
