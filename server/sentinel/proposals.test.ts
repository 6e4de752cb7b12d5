import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../db/demo/random.ts";
import { openModel } from "../llm/registry.ts";
import { type ProviderServer, type ReceivedRequest, type Script, startProviderServer } from "../llm/testing/provider-server.ts";
import { INCIDENTS } from "./testing/incidents.ts";
import { type PlantedDatabase, plantedDatabase, scanRequest, type TestScanner, testScanner } from "./testing/planted-database.ts";

let database: PlantedDatabase;
let provider: ProviderServer | undefined;
let open: TestScanner[] = [];
const errors: unknown[] = [];

beforeAll(() => {
  database = plantedDatabase(2);
  INCIDENTS["an exit by crypto"]?.(database, createRandom(2, "exit"));
});
afterEach(async () => {
  await Promise.all(open.map(({ close }) => close()));
  await provider?.stop();
  [open, provider] = [[], undefined];
  errors.length = 0;
});
afterAll(() => database?.close());

const says = (json: unknown): Script => ({ kind: "text", text: JSON.stringify(json) });

/** A mission as a model fills it in. */
const PROPOSED = {
  domain: "risk",
  title: "Crypto among withdrawals",
  question: "Were far more withdrawals than usual by crypto?",
  entity: "transactions",
  among: [{ column: "type", op: "eq", value: "withdrawal" }],
  unusual: [{ column: "payment_method", op: "eq", value: "crypto" }],
  by: null,
  windowHours: 24,
  recommendation: "Look at these withdrawals.",
};

/** Answers by what is asked for. */
function scripted(missions: unknown, narrative: unknown): (request: ReceivedRequest) => Script {
  return ({ text }) => (text.includes("You propose further checks") ? says(missions) : says(narrative));
}

async function scan(scripts?: (request: ReceivedRequest) => Script, name: "gemini" | "openai" = "gemini") {
  provider = scripts && (await startProviderServer(name, scripts));
  const model = provider && openModel({ provider: name, apiKey: "key", model: undefined, baseUrl: provider.url, timeoutMs: 2_000 });
  const scanner = testScanner(database.file, { model, onError: (_message, error) => errors.push(error) });
  open.push(scanner);
  return scanner.scanner.run(scanRequest(scanner.scanner, database.asOf));
}

describe.each(["gemini", "openai"] as const)("a scan with %s", (name) => {
  it("has the missions that it proposes, marked and apart, and the same fingerprint", async () => {
    const plain = await scan();
    const report = await scan(scripted({ missions: [PROPOSED] }, {}), name);
    const mission = report.missions.find(({ id }) => id === "proposed.risk.crypto-among-withdrawals");
    expect(mission).toMatchObject({
      status: "completed",
      title: `Crypto among withdrawals (proposed by ${name})`,
      sql: expect.stringContaining("payment_method"),
    });
    expect(report.findings.map(({ id }) => id)).toContain("proposed.risk.crypto-among-withdrawals:all");
    expect(report.planner).toBe(name);
    expect([report.fingerprint, report.riskScore, report.narrative]).toEqual([plain.fingerprint, plain.riskScore, plain.narrative]);
  });

  it("tells it what there is, and never a row", async () => {
    await scan(scripted({ missions: [] }, {}), name);
    const [first] = provider?.requests ?? [];
    expect(first?.text).toContain("login_events");
    expect(first?.text).not.toContain("@example");
    expect(first?.text).not.toContain("email");
  });

  it("drops what names anything that is not there, and goes on without a model that fails", async () => {
    const wrong = [
      { ...PROPOSED, entity: "wallets" },
      { ...PROPOSED, domain: "astrology" },
      { ...PROPOSED, by: "password" },
      { ...PROPOSED, among: [{ column: "secret", op: "eq", value: 1 }] },
    ];
    const report = await scan(scripted({ missions: wrong }, {}), name);
    expect(report.missions.filter(({ id }) => id.startsWith("proposed."))).toEqual([]);
    await provider?.stop();
    const failing = await scan(() => ({ kind: "status", status: 500 }), name);
    expect(failing.missions.filter(({ status }) => status === "completed").length).toBeGreaterThan(40);
    expect(failing.planner).toBe("rules");
    expect(errors.length).toBeGreaterThan(0);
  });
});
