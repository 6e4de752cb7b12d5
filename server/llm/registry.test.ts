import { expect, it } from "vitest";
import { keyProblem } from "./registry.ts";

it("tells of a provider that has no key, unless it is at an address of its own", () => {
  const settings = { provider: "gemini", apiKey: undefined, model: undefined, baseUrl: undefined, timeoutMs: undefined } as const;
  expect(keyProblem(settings)).toMatch(/LLM_PROVIDER is gemini.*no key/);
  expect(keyProblem({ ...settings, apiKey: "key" })).toBeUndefined();
  expect(keyProblem({ ...settings, baseUrl: "http://127.0.0.1:9" })).toBeUndefined();
  expect(keyProblem({ provider: "none" })).toBeUndefined();
});
