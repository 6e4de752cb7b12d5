import { createRandom } from "../../db/demo/random.ts";
import { numbersIn, worthOf } from "./narrative-numbers.ts";
import { INCIDENTS } from "./testing/incidents.ts";
import { plantedDatabase, scanRequest, testScanner } from "./testing/planted-database.ts";
for (const seed of [3, 4]) {
  for (const which of ["all", "none", ...(seed === 3 ? Object.keys(INCIDENTS) : [])]) {
    const database = plantedDatabase(seed);
    for (const [name, plant] of Object.entries(INCIDENTS)) if (which === "all" || which === name) plant(database, createRandom(seed, name));
    const { scanner, close } = testScanner(database.file);
    const r = await scanner.run(scanRequest(scanner, database.asOf));
    console.log(`\n##### seed ${seed} ${which}: risk ${r.riskScore} ${r.riskLevel}`);
    for (const f of r.findings.filter((f) => f.score >= 20)) console.log(" ", f.kind, f.score, f.severity, f.missionIds.join("+"), "|", f.title.slice(0, 110), "| users", f.affected.userIds.length);
    for (const c of r.correlations) console.log("  C", c.score, c.title, JSON.stringify(c.shared).slice(0, 200), "\n     ", c.explanation.slice(0, 600));
    console.log("  H:", r.narrative.headline);
    for (const p of r.narrative.paragraphs) console.log("  P:", p);
    const cited = new Set(r.narrative.citations.map((c) => c.findingId));
    const known = new Set(r.findings.filter((f) => cited.has(f.id)).flatMap((f) => numbersIn(JSON.stringify(f).replaceAll(",", " , ")).map(worthOf)));
    const bad = [r.narrative.headline, ...r.narrative.paragraphs].flatMap(numbersIn).filter((n) => !known.has(worthOf(n)));
    if (bad.length) console.log("  BAD", bad);
    await close(); database.close();
  }
}
