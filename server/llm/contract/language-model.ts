import { afterEach, describe, expect, test } from "vitest";
import { ModelError, type ModelFailure, type ModelRequest, type ModelSettings, type Provider } from "../ports.ts";
import { openModel } from "../registry.ts";
import { type ProviderServer, type Script, startProviderServer } from "../testing/provider-server.ts";

const KEY = "key-that-nobody-may-see";
const REQUEST: ModelRequest = {
  system: "Answer in JSON.",
  messages: [
    { role: "user", text: "first question" },
    { role: "model", text: '{"first":"answer"}' },
    { role: "user", text: "second question" },
  ],
  schema: { name: "thing", json: { type: "object", properties: { a: { type: "string" } }, required: ["a"], additionalProperties: false } },
};

/** [what happens, what the server does, what the caller is told] */
const FAILURES: [string, Script, ModelFailure][] = [
  ["too many requests", { kind: "status", status: 429 }, "rate_limited"],
  ["a wrong key", { kind: "status", status: 401 }, "unauthorized"],
  ["a forbidden key", { kind: "status", status: 403 }, "unauthorized"],
  ["a request that the provider does not take", { kind: "status", status: 400 }, "unavailable"],
  ["a model that is not there", { kind: "status", status: 404 }, "unavailable"],
  ["a provider in trouble", { kind: "status", status: 503 }, "unavailable"],
  ["a connection that breaks", { kind: "hang_up" }, "unavailable"],
  ["a refusal", { kind: "refusal" }, "refused"],
  ["a reply cut off", { kind: "cut_off", text: '{"a":' }, "too_long"],
  ["a reply without end", { kind: "text", text: JSON.stringify("x".repeat(2_000_000)) }, "too_long"],
  ["a reply that is no JSON", { kind: "text", text: "SELECT * FROM users" }, "malformed"],
  ["a body that is no JSON", { kind: "body", body: "<html>gateway</html>" }, "malformed"],
  ["no answer in time", { kind: "hang" }, "timeout"],
];

/** What every adapter promises, held against a server that speaks the provider's protocol, through the real client. */
export function describeLanguageModel(provider: Provider): void {
  describe(`${provider}: the language model`, () => {
    let server: ProviderServer | undefined;
    afterEach(async () => {
      await server?.stop();
      server = undefined;
    });

    async function start(scripts: readonly Script[], settings: Partial<ModelSettings> = {}) {
      server = await startProviderServer(provider, scripts);
      const model = openModel({ provider, apiKey: KEY, model: undefined, baseUrl: server.url, timeoutMs: 10_000, ...settings });
      if (!model) throw new Error("no model was opened");
      return { model, server };
    }

    async function failureOf(reply: Promise<string>): Promise<ModelError> {
      const error = await reply.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(ModelError);
      return error as ModelError;
    }

    test("gives the text of the reply, whatever the JSON is", async () => {
      for (const text of ['{"a":"b"}', '{"sql":"DROP TABLE users"}', "[1, null]"]) {
        const { model, server: own } = await start([{ kind: "text", text }]);
        expect(await model.reply(REQUEST)).toBe(text);
        await own.stop();
      }
    });

    test("sends the system text, the conversation in order, the schema and the key, in one request", async () => {
      const { model, server: own } = await start([{ kind: "text", text: "{}" }], { model: "some-model" });
      await model.reply(REQUEST);
      expect(own.requests).toHaveLength(1);
      const [request] = own.requests;
      const places = [REQUEST.system, ...REQUEST.messages.map(({ text }) => JSON.stringify(text).slice(1, -1))].map((text) =>
        request?.text.indexOf(text),
      );
      expect(places.every((place) => place !== undefined && place >= 0)).toBe(true);
      // Gemini's system text is a member of its own, at any place of the body.
      expect(places.slice(1)).toEqual(places.slice(1).toSorted((a, b) => Number(a) - Number(b)));
      expect(request?.text).toContain('"required":["a"]');
      expect(`${request?.path}${request?.text}`).toContain("some-model");
      expect(JSON.stringify([request?.path, request?.headers])).toContain(KEY);
    });

    test.each(FAILURES)("tells of %s, without asking again or repeating the key", async (_what, script, failure) => {
      const { model, server: own } = await start([script], script.kind === "hang" ? { timeoutMs: 150 } : {});
      const error = await failureOf(model.reply(REQUEST));
      expect(error.failure).toBe(failure);
      expect(`${error.message}${JSON.stringify(error)}${String(error.cause)}`).not.toContain(KEY);
      expect(own.requests).toHaveLength(1);
    });

    test("tells of a server that is not there", async () => {
      const { model, server: own } = await start([]);
      await own.stop();
      expect((await failureOf(model.reply(REQUEST))).failure).toBe("unavailable");
    });

    test("ends its request when the question is cancelled", async () => {
      const { model, server: own } = await start([{ kind: "hang" }]);
      const cancel = new AbortController();
      const failed = failureOf(model.reply({ ...REQUEST, signal: cancel.signal }));
      await expect.poll(() => own.requests.length).toBe(1);
      cancel.abort();
      expect((await failed).failure).toBe("cancelled");
      await expect.poll(() => own.abandoned()).toBe(1);
    });

    test("asks nobody when the question was cancelled before", async () => {
      const { model, server: own } = await start([{ kind: "text", text: "{}" }]);
      expect((await failureOf(model.reply({ ...REQUEST, signal: AbortSignal.abort() }))).failure).toBe("cancelled");
      expect(own.requests).toHaveLength(0);
    });
  });
}
