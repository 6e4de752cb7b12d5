import { expect, it } from "vitest";
import type { Catalog } from "../../../shared/catalog.ts";
import { demoCatalog, type PlantedDatabase, plantedDatabase, scanRequest, testScanner } from "../testing/planted-database.ts";
import { riskyCountriesMoney } from "./risky-countries-money.ts";

async function titlesOf({ file, asOf }: PlantedDatabase, catalog: Catalog): Promise<string[]> {
  const { scanner, close } = testScanner(file, { missions: [riskyCountriesMoney], catalog });
  try {
    const { findings } = await scanner.run(scanRequest(scanner, asOf));
    return findings.map(({ title }) => title);
  } finally {
    await close();
  }
}

it("looks at the countries that the catalog calls a high risk", async () => {
  const database = plantedDatabase(1);
  try {
    for (const user of database.users("country = 'DE' AND status = 'active'", 60)) {
      database.transaction({ user, type: "withdrawal", usd: 3_000, method: "bank_transfer", hours: 6 });
    }
    expect(await titlesOf(database, demoCatalog)).toEqual([]);
    const titles = await titlesOf(database, { ...demoCatalog, highRiskCountries: ["DE", "FR"] });
    expect(titles).toEqual([expect.stringContaining("of DE")]);
  } finally {
    database.close();
  }
});
