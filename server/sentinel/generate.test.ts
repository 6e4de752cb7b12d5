import { describe, expect, test } from "vitest";
import { DEMO_CATALOG_FILE, loadCatalog } from "../../db/catalog/load.ts";
import { generateMissions } from "./generate.ts";
import type { Mission, Scope } from "./ports.ts";

const catalog = loadCatalog(DEMO_CATALOG_FILE);
const calm: Scope = {
  asOf: 0,
  historyDays: 28,
  volumeShift: 1,
  moved: { transactions: 0, login_events: 0, users: 0 },
  columns: {},
  highRiskCountries: [],
};

function mission(id: string, needs: Mission["needs"], more: Partial<Mission> = {}): Mission {
  return { id: `risk.${id}`, domain: "risk", title: id, question: `${id}?`, needs, look: async () => [], ...more };
}

const deposits = mission("deposits", { transactions: ["amount_usd"] });
const logins = mission("logins", { login_events: ["outcome"] });
const signUps = mission("sign-ups", { users: ["country"] }, { domain: "security" });

function ids(missions: readonly Mission[], scope: Scope, domains: readonly string[] = ["risk", "security"]): string[] {
  return generateMissions(missions, domains, catalog, scope).map(({ mission: { title } }) => title);
}

describe("the missions of a scan", () => {
  test("are those of its domains, in the order of the registry", () => {
    expect(ids([deposits, logins, signUps], calm)).toEqual(["deposits", "logins", "sign-ups"]);
    expect(ids([deposits, logins, signUps], calm, ["security"])).toEqual(["sign-ups"]);
  });

  test("begin with what moved most", () => {
    const scope = { ...calm, moved: { transactions: 1, login_events: 5, users: 0 } };
    expect(ids([signUps, deposits, logins], scope)).toEqual(["logins", "deposits", "sign-ups"]);
  });

  test.each([
    ["an entity", { wallets: ["address"] }, "the data have no wallets"],
    ["a column", { transactions: ["amount_usd", "counterparty", "wallet"] }, "transactions have no counterparty, wallet"],
  ])("say that they lack %s", (_name, needs, missing) => {
    expect(generateMissions([mission("x", needs)], ["risk"], catalog, calm)).toMatchObject([{ missing }]);
  });

  test("say that they lack days to compare with", () => {
    const week = mission("week", { transactions: ["amount_usd"] }, { needsDays: 7 });
    expect(generateMissions([week], ["risk"], catalog, { ...calm, historyDays: 6 })).toMatchObject([
      { missing: "the data go back 6 whole days, 7 are compared with" },
    ]);
    expect(generateMissions([week], ["risk"], catalog, { ...calm, historyDays: 7 })).toMatchObject([{ missing: undefined }]);
  });
});
