import type { PlanColumn, PlanRelation, PlanSchema } from "../schema.ts";

const columns = (types: Readonly<Record<string, PlanColumn["type"]>>): Map<string, PlanColumn> =>
  new Map(Object.entries(types).map(([column, type]) => [column, { column, type }]));
const ofUser = (): Map<string, PlanRelation> => new Map([["user", { entity: "users", from: "user_id", to: "id" }]]);

/** The demo's tables as plans know them. */
export const demoSchema: PlanSchema = {
  entities: new Map([
    [
      "users",
      {
        table: "users",
        key: "id",
        columns: columns({
          id: "integer",
          full_name: "text",
          email: "text",
          country: "text",
          kyc_status: "text",
          risk_level: "text",
          is_pep: "boolean",
          account_type: "text",
          status: "text",
          created_at: "timestamp",
        }),
        relations: new Map(),
      },
    ],
    [
      "transactions",
      {
        table: "transactions",
        key: "id",
        columns: columns({
          id: "integer",
          user_id: "integer",
          type: "text",
          amount: "money",
          currency: "text",
          amount_usd: "money",
          status: "text",
          payment_method: "text",
          is_flagged: "boolean",
          created_at: "timestamp",
          processed_at: "timestamp",
        }),
        relations: ofUser(),
      },
    ],
    [
      "login_events",
      {
        table: "login_events",
        key: "id",
        columns: columns({
          id: "integer",
          user_id: "integer",
          outcome: "text",
          failure_reason: "text",
          ip_address: "text",
          country: "text",
          device: "text",
          mfa_used: "boolean",
          created_at: "timestamp",
        }),
        relations: ofUser(),
      },
    ],
  ]),
};
