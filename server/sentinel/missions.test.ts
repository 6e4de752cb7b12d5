import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createQueryExecutor } from "../../db/query/execute/create-executor.ts";
import type { QueryExecutor } from "../../db/query/execute/executor.ts";
import { policyOf } from "../../db/query/guard/policy-of-catalog.ts";
import { planSchemaOf } from "../../db/query/schema.ts";
import type { Catalog } from "../../shared/catalog.ts";
import { createPlanRunner } from "../query/run-plan.ts";
import { createScanRunner } from "./create-scan-runner.ts";
import { missingFor } from "./missing.ts";
import { MISSIONS } from "./missions.ts";
import type { Mission } from "./ports.ts";
import { demoCatalog, type PlantedDatabase, plantedDatabase, scanRequest } from "./testing/planted-database.ts";

const DOMAINS = ["security", "compliance", "risk", "operations", "general"];
const policy = policyOf(demoCatalog, "sqlite");

let database: PlantedDatabase;
let executor: QueryExecutor;
beforeAll(() => {
  database = plantedDatabase(1);
  executor = createQueryExecutor({ database: { kind: "sqlite", file: database.file }, policy, timeoutMs: 30_000, warm: false });
});
afterAll(async () => {
  await executor?.close();
  database?.close();
});

/** A schema that has what a mission needs, keys and relations, and nothing else. */
function onlyNeeded({ needs }: Mission): Catalog {
  const entities = demoCatalog.entities.flatMap((entity) => {
    const needed = needs[entity.name];
    if (!needed) return [];
    const kept = new Set([...needed, entity.key, entity.timeColumn]);
    return [{ ...entity, labelColumns: [], listColumns: [], computed: [], columns: entity.columns.filter(({ name }) => kept.has(name)) }];
  });
  const names = new Set(entities.map(({ name }) => name));
  const relations = demoCatalog.relations.filter(({ from, to }) => names.has(from.entity) && names.has(to.entity));
  return { ...demoCatalog, entities, relations };
}

describe("the missions", () => {
  it("are at least forty over the five domains, each with a name of its own", () => {
    expect(MISSIONS.length).toBeGreaterThanOrEqual(40);
    expect([...new Set(MISSIONS.map(({ domain }) => domain))]).toEqual(DOMAINS);
    expect(new Set(MISSIONS.map(({ id }) => id)).size).toBe(MISSIONS.length);
    for (const { id, domain, title, question } of MISSIONS) {
      expect(id).toMatch(new RegExp(`^${domain}\\.[a-z0-9-]+$`));
      expect([title.length > 5, question.endsWith("?")]).toEqual([true, true]);
    }
  });

  it.each(MISSIONS.map((mission) => [mission.id, mission] as const))("%s can do with what it says that it needs", async (_id, mission) => {
    const catalog = onlyNeeded(mission);
    expect(missingFor(mission, catalog, 28)).toBeUndefined();
    const runner = createPlanRunner({ schema: planSchemaOf(catalog), policy, executor });
    const failed = (message: string, error: unknown) => {
      throw new Error(message, { cause: error });
    };
    const scanner = createScanRunner({ runner, catalog, asOf: async () => database.asOf, onError: failed, missions: [mission] });
    const report = await scanner.run(scanRequest(scanner, database.asOf));
    expect(report.missions).toMatchObject([{ id: mission.id, status: "completed" }]);
  });
});
