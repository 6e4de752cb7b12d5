import { MODELS } from "./defaults.ts";
import type { LanguageModel, ModelSettings, ModelStatus, Provider } from "./ports.ts";
import { watchModel } from "./watched-model.ts";

const ADAPTERS: Readonly<Record<Provider, (settings: ModelSettings) => Promise<LanguageModel>>> = {
  gemini: async (settings) => (await import("./gemini.ts")).createGemini(settings),
  openai: async (settings) => (await import("./openai.ts")).createOpenAi(settings),
};

export type LlmSettings = { readonly provider: "none" } | ({ readonly provider: Provider } & ModelSettings);

/** Why a configured model will refuse every call; a server at another address may need no key. */
export function keyProblem(settings: LlmSettings): string | undefined {
  if (settings.provider === "none" || settings.apiKey !== undefined || settings.baseUrl !== undefined) return undefined;
  return `LLM_PROVIDER is ${settings.provider}, but no key for it is set: every call will fail, and questions end with the rules`;
}

/** The configured model, undefined when there is none. Its SDK takes a good part of a second to load, so that the first call does it. */
export function openModel(settings: LlmSettings): (LanguageModel & ModelStatus) | undefined {
  if (settings.provider === "none") return undefined;
  const { provider } = settings;
  let loading: Promise<LanguageModel> | undefined;
  return watchModel({
    provider,
    name: settings.model ?? MODELS[provider],
    async reply(request) {
      loading ??= ADAPTERS[provider](settings);
      return (await loading).reply(request);
    },
  });
}
