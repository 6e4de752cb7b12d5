import { expect, test } from "vitest";
import { catalogSchema } from "../../shared/catalog.ts";
import { planSchemaOf } from "./schema.ts";

const texts = { label: "x", description: "x" };
const catalog = catalogSchema.parse({
  name: "shop",
  description: "x",
  entities: [
    {
      name: "people",
      table: "public.users",
      label: { one: "person", many: "people" },
      description: "x",
      synonyms: [],
      key: "id",
      columns: [{ name: "id", type: "integer", label: "id" }],
    },
    {
      name: "orders",
      table: "orders",
      label: { one: "order", many: "orders" },
      description: "x",
      key: "id",
      columns: [
        { name: "id", type: "integer", label: "id" },
        { name: "buyer_id", type: "integer", label: "buyer" },
        { name: "at", type: "timestamp", label: "time", encoding: "epoch_seconds" },
      ],
    },
  ],
  relations: [
    {
      name: "buyer",
      from: { entity: "orders", column: "buyer_id" },
      to: { entity: "people", column: "id" },
      label: "buyer",
      inverseLabel: "orders",
    },
  ],
  domains: [{ id: "general", ...texts, vocabulary: [], prompt: "x" }],
  defaultDomain: "general",
});

test("entities by name, with columns as they are stored and the relations that lead away from them", () => {
  const { entities } = planSchemaOf(catalog);
  expect([...entities.keys()]).toEqual(["people", "orders"]);
  expect(entities.get("people")).toMatchObject({ table: "public.users", key: "id" });
  expect(entities.get("people")?.relations.size).toBe(0);
  expect(entities.get("orders")?.columns.get("at")).toEqual({ column: "at", type: "timestamp", encoding: "epoch_seconds" });
  expect(entities.get("orders")?.relations.get("buyer")).toEqual({ entity: "people", from: "buyer_id", to: "id" });
});
