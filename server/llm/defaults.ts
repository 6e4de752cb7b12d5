import type { Provider } from "./ports.ts";

/** What is asked unless the configuration names a model. */
export const MODELS: Readonly<Record<Provider, string>> = { gemini: "gemini-2.5-flash", openai: "gpt-4.1-mini" };

/** One call of a model may take so long unless the configuration says otherwise. */
export const TIMEOUT_MS = 20_000;

/** No plan is longer; whoever goes on has lost the thread. */
export const REPLY_TOKENS = 8_192;
export const REPLY_CHARACTERS = 64 * 1024;
