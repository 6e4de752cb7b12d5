import { afterEach, describe, expect, it, test } from "vitest";
import { createRandom } from "../../db/demo/random.ts";
import type { Narrative } from "../../shared/sentinel.ts";
import type { Provider } from "../llm/ports.ts";
import { openModel } from "../llm/registry.ts";
import { type ProviderServer, type ReceivedRequest, type Script, startProviderServer } from "../llm/testing/provider-server.ts";
import { rephrase } from "./rephrase.ts";
import { INCIDENTS } from "./testing/incidents.ts";
import { plantedDatabase, scanRequest, testScanner } from "./testing/planted-database.ts";

const TEMPLATE: Narrative = {
  headline: "Act now: 600 failed logins at 300 customers, 61,500 USD",
  paragraphs: ["600 failed logins at 300 customers.", "Apart from that: 60 card deposits.", "First: block the network."],
  citations: [
    { text: "600 failed logins at 300 customers", findingId: "logins" },
    { text: "61,500 USD", findingId: "logins" },
    { text: "60 card deposits", findingId: "cards" },
  ],
};
const SAID = {
  headline: "Block it now: 300 customers saw 600 failed logins; 61,500 USD moved",
  paragraphs: ["Somebody tried 600 logins at 300 customers.", "Separately, 60 card deposits stand out.", "Block the network first."],
};

let server: ProviderServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const says = (json: unknown): Script => ({ kind: "text", text: JSON.stringify(json) });

async function modelOf(provider: Provider, script: Script | ((request: ReceivedRequest) => Script)) {
  server = await startProviderServer(provider, typeof script === "function" ? script : [script]);
  const model = openModel({ provider, apiKey: "key", model: undefined, baseUrl: server.url, timeoutMs: 2_000 });
  if (!model) throw new Error("there is a model");
  return { model, server };
}

const { signal } = new AbortController();

describe.each(["gemini", "openai"] as const)("a narrative in the words of %s", (provider) => {
  it("cites each number with the finding that the template has it from", async () => {
    const { model, server: own } = await modelOf(provider, says(SAID));
    const narrative = await rephrase(model, TEMPLATE, signal);
    expect(narrative).toMatchObject(SAID);
    expect(narrative?.citations).toContainEqual({ text: "60 card deposits stand", findingId: "cards" });
    expect(narrative?.citations).toContainEqual({ text: "61,500 USD moved", findingId: "logins" });
    const whole = [SAID.headline, ...SAID.paragraphs].join("\n");
    for (const { text } of narrative?.citations ?? []) expect(whole).toContain(text);
    expect(own.requests).toHaveLength(1);
  });

  test.each([
    ["has another number", { ...SAID, headline: `${SAID.headline} at 4 banks` }],
    ["has another name", { ...SAID, headline: `${SAID.headline}, by Lazarus` }],
    ["leaves a number out", { ...SAID, paragraphs: ["A few logins.", "Look at the rest.", "Block the network first."] }],
  ])("is none where it %s", async (_what, said) => {
    const { model } = await modelOf(provider, says(said));
    expect(await rephrase(model, TEMPLATE, signal)).toBeUndefined();
  });

  test.each([
    ["is of another shape", says({ text: "Act now" })],
    ["is no JSON", { kind: "text", text: "Act now" }],
    ["is refused", { kind: "refusal" }],
    ["is cut off", { kind: "cut_off", text: '{"headline": "Act' }],
    ["does not come", { kind: "status", status: 500 }],
  ] satisfies [string, Script][])("fails where it %s", async (_what, script) => {
    const { model } = await modelOf(provider, script);
    await expect(rephrase(model, TEMPLATE, signal)).rejects.toThrow();
  });

  it("is not asked for where there is no number to hold it to", async () => {
    const { model, server: own } = await modelOf(provider, says(SAID));
    expect(await rephrase(model, { headline: "Nothing acute", paragraphs: ["a", "b", "c"], citations: [] }, signal)).toBeUndefined();
    expect(own.requests).toEqual([]);
  });
});

describe("a scan", () => {
  it("is told in a model's words where they hold, with the fingerprint of ours", async () => {
    const database = plantedDatabase(2);
    INCIDENTS["an exit by crypto"]?.(database, createRandom(2, "exit"));
    const errors: unknown[] = [];
    const onError = (_message: string, error: unknown) => errors.push(error);
    let said: unknown;
    const { model } = await modelOf("gemini", ({ text }) => says(text.includes("You propose further checks") ? { missions: [] } : said));
    const [plain, reworded] = [testScanner(database.file), testScanner(database.file, { model, onError })];
    try {
      const request = (scanner: typeof plain.scanner) => scanRequest(scanner, database.asOf);
      const { narrative, fingerprint } = await plain.scanner.run(request(plain.scanner));
      const paragraphs = narrative.paragraphs.map((text) => `In short: ${text}`);
      said = { headline: `Today: ${narrative.headline}`, paragraphs };
      const report = await reworded.scanner.run(request(reworded.scanner));
      expect(report.narrative).toMatchObject({ headline: `Today: ${narrative.headline}`, paragraphs });
      expect([report.planner, report.fingerprint, errors]).toEqual(["gemini", fingerprint, []]);
      said = { headline: "Act now: 9,999 withdrawals", paragraphs };
      const dropped = await reworded.scanner.run(request(reworded.scanner));
      expect([dropped.narrative, dropped.planner]).toEqual([narrative, "rules"]);
    } finally {
      await Promise.all([plain.close(), reworded.close()]);
      database.close();
    }
  }, 60_000);
});
