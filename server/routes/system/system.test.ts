import supertest from "supertest";
import { afterEach, expect, it } from "vitest";
import { DEPENDENCIES, dependenciesSchema, systemConfigSchema } from "../../../shared/system.ts";
import { createHandSchedule } from "../../testing/hand-schedule.ts";
import { eventually } from "../../testing/spawned-server.ts";
import { startTestServer, type TestServer } from "../../testing/test-server.ts";

const CONFIG = "/api/v1/system/config";
const SECRETS = { anna: "anna-secret-0123456789", vera: "vera-secret-0123456789", key: "model-key-0123456789" };

let test: TestServer | undefined;
afterEach(() => test?.stop());

const get = (path: string, secret?: string) => {
  const request = supertest(test?.url ?? "").get(path);
  return secret === undefined ? request : request.set("Authorization", `Bearer ${secret}`);
};

it("shows the configuration to anybody while there are no tokens", async () => {
  test = await startTestServer({ RETENTION_DAYS: "7" });
  const { items } = systemConfigSchema.parse((await get(CONFIG)).body);
  expect(items.find(({ name }) => name === "RETENTION_DAYS")).toMatchObject({ value: "7", origin: "environment", secret: false });
  expect(items.find(({ name }) => name === "API_TOKENS")).toMatchObject({ value: null, origin: "default", secret: true });
});

it("shows it to admins only where there are, and no secret to anybody", async () => {
  test = await startTestServer({
    API_TOKENS: `anna:admin:${SECRETS.anna},vera:viewer:${SECRETS.vera}`,
    LLM_PROVIDER: "none",
    GOOGLE_API_KEY: SECRETS.key,
  });
  expect((await get(CONFIG)).status).toBe(401);
  expect((await get(CONFIG, SECRETS.vera)).status).toBe(403);
  const { text } = await get(CONFIG, SECRETS.anna);
  expect(text).toContain("anna:admin:***,vera:viewer:***");
  for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);
});

it("tells of each dependency since when it is as it is, and of trouble that is over", async () => {
  let now = Date.parse("2026-06-01T00:00:00Z");
  const hand = createHandSchedule();
  test = await startTestServer({}, { now: () => now, schedule: hand.schedule });
  const { app, dependencies } = test.server.context.services;
  const ping = app.ping.bind(app);
  const read = async () => dependenciesSchema.parse((await get("/api/v1/system/dependencies")).body).items;
  const appDatabase = async () => (await read()).find(({ name }) => name === "appDatabase");

  expect((await read()).map(({ name }) => name)).toEqual([...DEPENDENCIES]);
  expect(await appDatabase()).toMatchObject({ status: "ok", since: "2026-06-01T00:00:00.000Z", lastError: null });

  app.ping = async () => {
    throw new Error("SQLITE_IOERR in /secret/place");
  };
  now += 15_000;
  // Nobody asks: the server notices by itself.
  hand.fire(15_000);
  await eventually(
    async () => dependencies.dependencies(),
    (seen) => seen.some(({ status }) => status === "unreachable"),
  );
  app.ping = ping;
  now += 5_000;
  expect(await appDatabase()).toMatchObject({
    status: "ok",
    latencyMs: expect.any(Number),
    since: "2026-06-01T00:00:20.000Z",
    lastError: { at: "2026-06-01T00:00:15.000Z", detail: "the database does not answer" },
  });
});
