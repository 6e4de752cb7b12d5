import { io, type Socket } from "socket.io-client";
import supertest from "supertest";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { MetricValue } from "../../shared/metrics.ts";
import { type MetricFrame, SERVER_EVENT_SCHEMAS } from "../../shared/socket.ts";
import { eventually } from "../testing/spawned-server.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { until } from "./testing/channel-server.ts";
import { openStream } from "./testing/stream-client.ts";

const EVENT = { type: "values.test", source: "till" };
const METRIC = {
  domain: "operations",
  severity: "low",
  select: { types: ["values.test"] },
  window: { size: "1h", slide: "1m" },
  condition: { op: "gt", threshold: 1_000_000 },
};

let test: TestServer;
beforeEach(async () => {
  test = await startTestServer();
});
afterEach(() => test.stop());

async function createMetric(definition: object): Promise<string> {
  const { status, body } = await supertest(test.url)
    .post("/api/v1/alerts/metrics")
    .send({ ...METRIC, ...definition });
  expect(status).toBe(201);
  return body.id;
}

async function post(events: readonly object[]): Promise<void> {
  expect((await supertest(test.url).post("/api/v1/alert").send(events)).status).toBe(202);
}

/** Listens to channels; what came on each, in order. */
async function listen(client: Socket, ...channels: string[]): Promise<Map<string, MetricFrame[]>> {
  const frames = new Map<string, MetricFrame[]>(channels.map((channel) => [channel, []]));
  client.on("metric", (envelope) => {
    const { channel, data } = SERVER_EVENT_SCHEMAS.metric.parse(envelope);
    frames.get(channel)?.push(data);
  });
  for (const channel of channels)
    expect(await client.timeout(10_000).emitWithAck("subscribe", { channel })).toMatchObject({ ok: true, channel });
  return frames;
}

/** The newest value of each group that the frames of a channel tell of. */
function newest(frames: readonly MetricFrame[] | undefined, metricId: string): Record<string, number | null> {
  const values = (frames ?? []).flatMap(({ items }) => items).filter((item: MetricValue) => item.metricId === metricId);
  return Object.fromEntries(values.map(({ group, value }) => [JSON.stringify(Object.values(group)), value]));
}

it("tells sockets and streams the values that events change, of all metrics or of one", async () => {
  const counts = await createMetric({ name: "Counts", aggregate: { kind: "count" }, groupBy: ["userId"] });
  const sums = await createMetric({ name: "Sums", aggregate: { kind: "sum", field: "value" } });
  const socket = io(test.url, { transports: ["websocket"], reconnection: false, forceNew: true });
  const stream = await openStream(`${test.url}/api/v1/stream?channels=metrics:${sums}`);
  try {
    const frames = await listen(socket, "metrics", `metrics:${counts}`);
    const events = [1, 1, 2, 3, 3, 3].map((userId) => ({ ...EVENT, userId, value: 2 }));
    // The first values come once the engine has been told to note them.
    await until(() => test.server.context.hub.subscribedChannels("metrics").length === 3, "all three channels are open");
    let rounds = 0;
    await eventually(
      async () => {
        await post(events);
        rounds++;
        return frames.get("metrics")?.length ?? 0;
      },
      (count) => count > 0,
    );
    await post(events);
    rounds++;
    const expected = { '["1"]': 2 * rounds, '["2"]': rounds, '["3"]': 3 * rounds };
    for (const channel of ["metrics", `metrics:${counts}`]) {
      await until(
        () => JSON.stringify(newest(frames.get(channel), counts)['["3"]']) === String(3 * rounds),
        `the newest counts came on ${channel}`,
      );
      expect(newest(frames.get(channel), counts)).toEqual(expected);
    }
    expect(newest(frames.get("metrics"), sums)).toEqual({ "[]": 12 * rounds });
    expect(newest(frames.get(`metrics:${counts}`), sums)).toEqual({});
    const streamed = () => stream.events.map(({ data }) => data.data as MetricFrame);
    await until(() => newest(streamed(), sums)["[]"] === 12 * rounds, "the newest sum came on the stream");
    expect(newest(streamed(), counts)).toEqual({});
    expect(stream.events.map(({ event }) => event)).toEqual(stream.events.map(() => "metric"));
  } finally {
    socket.disconnect();
    stream.cut();
  }
});
