import { AIMessage, type BaseMessage, HumanMessage, SystemMessage } from "@langchain/core/messages";
import { ChatGoogleGenerativeAI, type GoogleGenerativeAIChatInput } from "@langchain/google-genai";
import { withinTime } from "./deadline.ts";
import { MODELS, REPLY_TOKENS } from "./defaults.ts";
import { modelError } from "./failures.ts";
import type { LanguageModel, ModelRequest, ModelSettings } from "./ports.ts";
import { replyText } from "./reply-text.ts";

/** Said outright, as the client would else take it from the environment. */
const BASE_URL = "https://generativelanguage.googleapis.com";

/** LangChain's client drops the signal of a call on its way to the request; this one hands it over. */
class AbortableGemini extends ChatGoogleGenerativeAI {
  private readonly signal: AbortSignal;

  constructor(fields: GoogleGenerativeAIChatInput, signal: AbortSignal) {
    super(fields);
    this.signal = signal;
  }

  override completionWithRetry(...[request]: Parameters<ChatGoogleGenerativeAI["completionWithRetry"]>) {
    return super.completionWithRetry(request, { signal: this.signal });
  }
}

/** A block of the prompt or of the reply comes as a reply without content. */
function asRefusal(error: unknown): never {
  const name = error instanceof Error ? `${error.name} ${error.constructor.name}` : "";
  throw name.includes("EmptyContentError") ? modelError("refused") : error;
}

function messagesOf({ system, messages }: ModelRequest): BaseMessage[] {
  return [new SystemMessage(system), ...messages.map(({ role, text }) => (role === "user" ? new HumanMessage(text) : new AIMessage(text)))];
}

/** Google's Gemini, by way of LangChain. */
export function createGemini(settings: ModelSettings): LanguageModel {
  const name = settings.model ?? MODELS.gemini;
  const fields = {
    model: name,
    // A proxy or a local double needs no key, but the client insists on one.
    apiKey: settings.apiKey ?? "none",
    baseUrl: settings.baseUrl?.replace(/\/+$/, "") ?? BASE_URL,
    temperature: 0,
    maxOutputTokens: REPLY_TOKENS,
    maxRetries: 0,
  };
  return {
    provider: "gemini",
    name,
    reply: (request) =>
      withinTime(settings.timeoutMs, request.signal, async (signal) => {
        const model = new AbortableGemini(fields, signal).withConfig({ responseSchema: { ...request.schema.json } as never });
        return replyText(await model.invoke(messagesOf(request), { signal }).catch(asRefusal));
      }),
  };
}
