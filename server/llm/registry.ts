import { MODELS } from "./defaults.ts";
import type { LanguageModel, ModelSettings, ModelStatus, Provider } from "./ports.ts";
import { watchModel } from "./watched-model.ts";

const ADAPTERS: Readonly<Record<Provider, (settings: ModelSettings) => Promise<LanguageModel>>> = {
  gemini: async (settings) => (await import("./gemini.ts")).createGemini(settings),
  openai: async (settings) => (await import("./openai.ts")).createOpenAi(settings),
};

export type LlmSettings = { readonly provider: "none" } | ({ readonly provider: Provider } & ModelSettings);

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
