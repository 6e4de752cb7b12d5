import { AIMessage, type BaseMessage, HumanMessage, SystemMessage } from "@langchain/core/messages";
import { ChatOpenAI } from "@langchain/openai";
import { withinTime } from "./deadline.ts";
import { MODELS, REPLY_TOKENS } from "./defaults.ts";
import type { LanguageModel, ModelRequest, ModelSettings } from "./ports.ts";
import { replyText } from "./reply-text.ts";

/** Said outright, as the client would else take it from the environment. */
const BASE_URL = "https://api.openai.com/v1";

function messagesOf({ system, messages }: ModelRequest): BaseMessage[] {
  return [new SystemMessage(system), ...messages.map(({ role, text }) => (role === "user" ? new HumanMessage(text) : new AIMessage(text)))];
}

/** OpenAI, or whatever speaks its protocol, by way of LangChain. */
export function createOpenAi(settings: ModelSettings): LanguageModel {
  const name = settings.model ?? MODELS.openai;
  const model = new ChatOpenAI({
    model: name,
    // A local model needs no key, but the client insists on one.
    apiKey: settings.apiKey ?? "none",
    configuration: { baseURL: settings.baseUrl?.replace(/\/+$/, "") ?? BASE_URL, maxRetries: 0 },
    temperature: 0,
    maxTokens: REPLY_TOKENS,
    maxRetries: 0,
    useResponsesApi: false,
  });
  return {
    provider: "openai",
    name,
    reply: (request) =>
      withinTime(settings.timeoutMs, request.signal, async (signal) => {
        const json_schema = { name: request.schema.name, schema: { ...request.schema.json }, strict: true };
        const bound = model.withConfig({ response_format: { type: "json_schema", json_schema } });
        return replyText(await bound.invoke(messagesOf(request), { signal }));
      }),
  };
}
