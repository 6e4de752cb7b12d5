import { type LanguageModel, ModelError, type ModelStatus } from "./ports.ts";

/** The model, remembering whether its last call failed: nobody calls it only to see. */
export function watchModel(model: LanguageModel): LanguageModel & ModelStatus {
  let trouble: string | undefined;
  return {
    provider: model.provider,
    name: model.name,
    trouble: () => trouble,
    async reply(request) {
      try {
        const text = await model.reply(request);
        trouble = undefined;
        return text;
      } catch (error) {
        // Who leaves says nothing of the model, nor does one odd question.
        if (error instanceof ModelError && BEYOND_A_QUESTION.has(error.failure)) trouble = error.message;
        throw error;
      }
    },
  };
}

const BEYOND_A_QUESTION: ReadonlySet<ModelError["failure"]> = new Set(["timeout", "rate_limited", "unauthorized", "unavailable"]);
