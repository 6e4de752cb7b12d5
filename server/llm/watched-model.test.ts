import { expect, it } from "vitest";
import { modelError } from "./failures.ts";
import type { LanguageModel, ModelFailure } from "./ports.ts";
import { watchModel } from "./watched-model.ts";

const REQUEST = { system: "", messages: [], schema: { name: "x", json: {} } };

function scripted(outcomes: (ModelFailure | "ok")[]): LanguageModel {
  return {
    provider: "gemini",
    name: "double",
    reply: async () => {
      const outcome = outcomes.shift() ?? "ok";
      if (outcome !== "ok") throw modelError(outcome);
      return "{}";
    },
  };
}

it("is in trouble from a failure of the provider until a call succeeds", async () => {
  const model = watchModel(scripted(["ok", "rate_limited", "ok", "refused", "cancelled"]));
  const troubles: (string | undefined)[] = [model.trouble()];
  for (let call = 0; call < 5; call++) {
    await model.reply(REQUEST).catch(() => undefined);
    troubles.push(model.trouble());
  }
  const limited = modelError("rate_limited").message;
  expect(troubles).toEqual([undefined, undefined, limited, undefined, undefined, undefined]);
});
