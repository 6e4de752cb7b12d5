import request from "supertest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "../../../db/demo/random.ts";
import { reportSchema, type SentinelReport, scanComparisonSchema } from "../../../shared/sentinel.ts";
import { INCIDENTS } from "../../sentinel/testing/incidents.ts";
import { type PlantedDatabase, plantedDatabase } from "../../sentinel/testing/planted-database.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const BASE = "/api/v1/sentinel";

let database: PlantedDatabase;
let server: TestServer;
let first: SentinelReport;

beforeAll(async () => {
  database = plantedDatabase(3);
  INCIDENTS["credential stuffing"]?.(database, createRandom(3, "stuffing"));
  INCIDENTS["an exit by crypto"]?.(database, createRandom(3, "exit"));
  server = await startTestServer({ DATABASE_URL: `sqlite:${database.file}`, SCAN_RETENTION: "6" });
  const { body } = await request(server.url).get(`${BASE}/scan`).expect(200);
  first = reportSchema.parse(body);
});
afterAll(async () => {
  await server?.stop();
  database?.close();
});

interface Told {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

function parsed(text: string): Told[] {
  return text
    .split("\n\n")
    .filter((block) => block.startsWith("id:"))
    .map((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
      return { id: field("id"), event: field("event"), data: field("data") };
    });
}

const stream = (query: Record<string, string> = {}) => request(server.url).get(`${BASE}/scan/stream`).query(query);
const problem = async (path: string, status: number) => (await request(server.url).get(`${BASE}/${path}`).expect(status)).body;

describe("a scan", () => {
  it("is a report of all domains as of the newest data, with what was planted", () => {
    expect(first).toMatchObject({ status: "completed", trigger: "manual", planner: "rules", riskLevel: "critical" });
    expect(Date.parse(first.asOf)).toBe(database.asOf);
    expect(first.domains).toEqual(["security", "compliance", "risk", "operations", "general"]);
    expect(first.missions.length).toBeGreaterThanOrEqual(40);
    for (const domain of first.domains) expect(first.missions.some((mission) => mission.domain === domain)).toBe(true);
    expect(first.findings[0]).toMatchObject({ kind: "acute", severity: "critical" });
  });

  it("has the same fingerprint again, and another one of other domains", async () => {
    const again = await request(server.url).get(`${BASE}/scan`).query({ asOf: first.asOf });
    expect(again.body).toMatchObject({ fingerprint: first.fingerprint });
    expect(again.body.id).not.toBe(first.id);
    const security = await request(server.url).get(`${BASE}/scan`).query({ domains: "security,risk" });
    expect(security.body.domains).toEqual(["security", "risk"]);
    expect(security.body.fingerprint).not.toBe(first.fingerprint);
  });

  it("is shared by those who ask for the same at the same time", async () => {
    const asked = [{}, { asOf: first.asOf }, {}].map((query) => request(server.url).get(`${BASE}/scan`).query(query));
    const ids = (await Promise.all(asked)).map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(1);
  });

  it.each([
    ["scan?domains=security,astrology", 422, "domains", /astrology.*security, compliance/],
    ["scan?asOf=yesterday", 422, "asOf", /RFC 3339/],
    ["scan/stream?domains=astrology", 422, "domains", /astrology/],
    ["history?limit=0", 422, "limit", /./],
    ["history?cursor=x", 422, "cursor", /./],
    [`compare?a=${"x".repeat(10)}`, 422, "b", /./],
  ])("that is wrong is refused with what is wrong: %s", async (path, status, field, message) => {
    const { errors } = await problem(path, status);
    expect(errors).toEqual([expect.objectContaining({ path: field, message: expect.stringMatching(message) })]);
  });

  it.each(["history/scan-0", "compare?a=scan-0&b=scan-1", "scan/stream?lastEventId=scan-0.3", "scan/stream?lastEventId=nonsense"])(
    "that there is not, is not found: %s",
    async (path) => {
      expect(await problem(path, 404)).toMatchObject({ code: "not_found", detail: expect.stringMatching(/There is no scan/) });
    },
  );
});

describe("a scan as a stream", () => {
  let told: Told[];
  beforeAll(async () => {
    told = parsed(
      (
        await stream({ domains: "security" })
          .expect(200)
          .expect("Content-Type", /text\/event-stream/)
      ).text,
    );
  });

  it("tells every step with an id of its own, the report last", () => {
    const [started] = told;
    const scanId = started?.id.split(".")[0];
    expect(told.map(({ id }) => id)).toEqual(told.map((_, index) => `${scanId}.${index + 1}`));
    expect(told.map(({ event }) => event)).toEqual(
      expect.arrayContaining([
        "scan.started",
        "mission.started",
        "mission.finished",
        "finding",
        "deepdive.started",
        "deepdive.finished",
        "narrative",
      ]),
    );
    expect(started?.event).toBe("scan.started");
    expect(reportSchema.parse(JSON.parse(told.at(-1)?.data ?? ""))).toMatchObject({
      id: scanId,
      status: "completed",
      domains: ["security"],
    });
  });

  it("goes on from any place without a repeat or a hole, whatever else is asked for", async () => {
    for (const [cut, event] of told.entries()) {
      const header = cut % 2 === 0;
      const resumed = stream({ domains: "risk", ...(header ? {} : { lastEventId: event.id }) });
      const { status, text } = await (header ? resumed.set("Last-Event-ID", event.id) : resumed);
      expect([status, parsed(text)]).toEqual([cut === told.length - 1 ? 204 : 200, told.slice(cut + 1)]);
    }
  });

  it("tells the same on the channels, numbered without a gap, to those who come back too", async () => {
    const scanId = told[0]?.id.split(".")[0] ?? "";
    const { app } = server.server.context.services;
    const own = await app.outbox.after(`sentinel:${scanId}`, 0, 1_000);
    expect(own.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
    expect(own.map(({ payload }) => JSON.parse(payload))).toEqual(
      told.map(({ event, data }) => ({ scanId, event, data: JSON.parse(data) })),
    );
    const all = await app.outbox.after("sentinel", 0, 10_000);
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
    expect(all.filter(({ payload }) => payload.includes(`"scanId":"${scanId}"`)).length).toBeGreaterThanOrEqual(told.length);
  });
});

describe("the history", () => {
  it("lists scans, the newest first, with the position of the channel", async () => {
    const { body } = await request(server.url).get(`${BASE}/history`).query({ limit: 2 }).expect(200);
    expect(body.items).toHaveLength(2);
    expect(body.items[0].startedAt >= body.items[1].startedAt).toBe(true);
    expect(body.streamSeq).toBe(await server.server.context.services.app.outbox.position("sentinel"));
    const { body: rest } = await request(server.url).get(`${BASE}/history`).query({ limit: 50, cursor: body.nextCursor });
    const ids = [...body.items, ...rest.items].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(first.id);
  });

  it("gives a report back as it was, as Markdown, and as a page that runs nothing", async () => {
    const { body } = await request(server.url).get(`${BASE}/history/${first.id}`).expect(200);
    expect(body).toEqual(first);
    const markdown = await request(server.url)
      .get(`${BASE}/history/${first.id}?format=markdown`)
      .expect("Content-Type", /text\/markdown/);
    expect(markdown.text).toContain("203.0.113.0/24");
    const html = await request(server.url)
      .get(`${BASE}/history/${first.id}?format=html`)
      .expect("Content-Type", /text\/html/);
    expect(html.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; frame-ancestors 'none'$/);
    expect(html.text).toContain("203.0.113.0/24");
    await request(server.url).get(`${BASE}/history/${first.id}?format=pdf`).expect(422);
  });

  it("says what changed from one scan to another", async () => {
    const { body: other } = await request(server.url).get(`${BASE}/scan`).query({ domains: "risk" });
    const { body } = await request(server.url).get(`${BASE}/compare`).query({ a: first.id, b: other.id }).expect(200);
    const { added, removed, a, b } = scanComparisonSchema.parse(body);
    expect([a.id, b.id]).toEqual([first.id, other.id]);
    expect(added).toEqual([]);
    expect(removed.map(({ id }) => id)).toContain("security.failed-logins-by-network:203.0.113.0/24");
  });

  it("cannot cancel what has ended, or never was", async () => {
    await request(server.url).post(`${BASE}/scans/${first.id}/cancel`).expect(409);
    await request(server.url).post(`${BASE}/scans/scan-0/cancel`).expect(404);
  });

  it("makes an alert of what cannot wait, once a day", async () => {
    const { app, log } = server.server.context.services;
    const events = log.list({ type: "sentinel.finding" }, { limit: 50 }).items;
    const grave = first.findings.filter(({ score }) => score >= 80);
    expect(grave.length).toBeGreaterThanOrEqual(2);
    expect(events.map(({ id }) => id).sort()).toEqual(grave.map(({ id }) => `${id}:${first.asOf.slice(0, 10)}`).sort());
    const { items } = await app.alerts.list({ q: "Sentinel findings" }, { limit: 50 });
    expect(items.map(({ group }) => group["attributes.title"]).sort()).toEqual(grave.map(({ title }) => title).sort());
  });
});
