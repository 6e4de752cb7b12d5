import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NewEvent } from "../../db/ports.ts";
import { readWebhook } from "./alertmanager.ts";

const LATEST = Date.parse("2026-06-01T00:05:00Z");
const ALERT = {
  status: "firing",
  labels: { alertname: "HighLatency", severity: "warning", instance: "web-1" },
  annotations: { summary: "p95 is 2 s" },
  startsAt: "2026-05-31T22:00:00.123456789Z",
  endsAt: "0001-01-01T00:00:00Z",
  generatorURL: "http://prometheus:9090/graph?g0.expr=x",
  fingerprint: "a1b2c3d4e5f60718",
};
const WEBHOOK = {
  version: "4",
  groupKey: '{}:{alertname="HighLatency"}',
  truncatedAlerts: 0,
  status: "firing",
  receiver: "crowsnest",
  groupLabels: {},
  commonLabels: {},
  commonAnnotations: {},
  externalURL: "http://alertmanager:9093",
  alerts: [ALERT],
};

function readAll(body: object) {
  const { alerts, read } = readWebhook(body);
  return alerts.map((alert) => read(alert, LATEST));
}
const readOne = (change: object, receiver = "crowsnest") => readAll({ ...WEBHOOK, receiver, alerts: [{ ...ALERT, ...change }] })[0];

describe("a webhook of Alertmanager", () => {
  it("becomes an event for each of its alerts", () => {
    expect(readAll({ ...WEBHOOK, alerts: [ALERT, { ...ALERT, status: "resolved", endsAt: "2026-05-31T23:00:00Z" }] })).toEqual([
      {
        id: "a1b2c3d4e5f60718:2026-05-31T22:00:00.123456789Z:firing",
        type: "alertmanager.firing",
        source: "crowsnest",
        timestamp: null,
        severity: "medium",
        value: null,
        userId: null,
        attributes: {
          "labels.alertname": "HighLatency",
          "labels.severity": "warning",
          "labels.instance": "web-1",
          "annotations.summary": "p95 is 2 s",
          fingerprint: "a1b2c3d4e5f60718",
          startsAt: "2026-05-31T22:00:00.123456789Z",
          generatorURL: "http://prometheus:9090/graph?g0.expr=x",
        },
      },
      expect.objectContaining({
        id: "a1b2c3d4e5f60718:2026-05-31T22:00:00.123456789Z:resolved",
        type: "alertmanager.resolved",
        attributes: expect.objectContaining({ endsAt: "2026-05-31T23:00:00Z" }),
      }),
    ]);
  });

  it("is the same event when it is repeated with another end", () => {
    expect(readOne({ endsAt: "2026-06-01T00:00:00Z" })).toEqual(readOne({}));
  });

  it.each([
    ["critical", "critical"],
    ["Page", "critical"],
    ["error", "high"],
    ["WARNING", "medium"],
    ["low", "low"],
    ["none", "info"],
    ["sev-17", null],
    ["constructor", null],
  ])("takes the severity %s for %s", (severity, expected) => {
    expect(readOne({ labels: { severity } })).toMatchObject({ severity: expected, attributes: { "labels.severity": severity } });
  });

  it("needs neither labels nor annotations nor a receiver", () => {
    const { status, startsAt, fingerprint } = ALERT;
    const [event] = readAll({ version: "4", alerts: [{ status, startsAt, fingerprint }] });
    expect(event).toMatchObject({ source: "alertmanager", severity: null, attributes: { startsAt, fingerprint } });
  });

  it.each<[string, object]>([
    ["version", { ...WEBHOOK, version: "3" }],
    ["version", { ...WEBHOOK, version: 4 }],
    ["alerts", { ...WEBHOOK, alerts: {} }],
    ["receiver", { ...WEBHOOK, receiver: "" }],
    ["receiver", { ...WEBHOOK, receiver: "x".repeat(257) }],
  ])("names %s of the webhook", (path, body) => {
    expect(() => readAll(body)).toThrow(
      expect.objectContaining({ code: "invalid", options: { errors: [{ path, message: expect.any(String) }] } }),
    );
  });

  it.each<[string, unknown]>([
    ["", 5],
    ["", null],
    ["status", { ...ALERT, status: "suppressed" }],
    ["fingerprint", { ...ALERT, fingerprint: undefined }],
    ["fingerprint", { ...ALERT, fingerprint: "x".repeat(65) }],
    ["startsAt", { ...ALERT, startsAt: "soon" }],
    ["labels", { ...ALERT, labels: [] }],
    ["labels.n", { ...ALERT, labels: { n: 5 } }],
    ["labels.n", { ...ALERT, labels: { n: "x".repeat(8_193) } }],
    [`labels.${"n".repeat(128)}`, { ...ALERT, labels: { ["n".repeat(128)]: "x" } }],
    ["annotations.summary", { ...ALERT, annotations: { summary: { deep: 1 } } }],
    ["labels", { ...ALERT, labels: Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`l${n}`, "x"])) }],
    ["annotations", { ...ALERT, annotations: Object.fromEntries(Array.from({ length: 300_000 }, (_, n) => [`a${n}`, "x"])) }],
    ["labels.__proto__", { ...ALERT, labels: JSON.parse('{"__proto__": "x"}') }],
    [`labels${".a".repeat(31)}`, { ...ALERT, labels: JSON.parse(`${'{"a":'.repeat(2_000)}1${"}".repeat(2_000)}`) }],
  ])("names %s of an alert", (path, alert) => {
    const [errors] = readAll({ ...WEBHOOK, alerts: [alert] });
    expect(errors).toContainEqual({ path, message: expect.any(String) });
  });
});

it("keeps every label and annotation, and a key of its own for every state of an alert", () => {
  const texts = fc.dictionary(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/), fc.string({ maxLength: 50 }), { maxKeys: 20 });
  const alert = fc.record({
    labels: texts,
    annotations: texts,
    fingerprint: fc.stringMatching(/^[0-9a-f]{16}$/),
    status: fc.constantFrom("firing", "resolved"),
    startsAt: fc.date({ min: new Date(0), max: new Date(LATEST), noInvalidDate: true }).map((date) => date.toISOString()),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(alert, { selector: ({ fingerprint, startsAt, status }) => `${fingerprint} ${startsAt} ${status}` }),
      (alerts) => {
        const events = readAll({ ...WEBHOOK, alerts }) as NewEvent[];
        expect(new Set(events.map(({ id }) => id)).size).toBe(alerts.length);
        for (const [index, { labels, annotations }] of alerts.entries()) {
          const kept = events[index]?.attributes ?? {};
          const part = (prefix: string) =>
            Object.fromEntries(
              Object.entries(kept).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])),
            );
          expect([part("labels."), part("annotations.")]).toEqual([labels, annotations].map((each) => ({ ...each })));
        }
      },
    ),
  );
});
