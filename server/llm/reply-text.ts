import { REPLY_CHARACTERS } from "./defaults.ts";
import { modelError } from "./failures.ts";

/** The part of LangChain's message that tells how a reply ended. */
export interface Reply {
  readonly text: string;
  readonly response_metadata: Readonly<Record<string, unknown>>;
}

/** How the providers call a reply that is over. */
const ENDED = new Set(["stop"]);
const CUT_OFF = new Set(["length", "max_tokens"]);

function finishOf({ response_metadata: { finishReason, finish_reason } }: Reply): string | undefined {
  const reason = finishReason ?? finish_reason;
  return typeof reason === "string" ? reason.toLowerCase() : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The text of a reply that is complete. Throws a ModelError when the model declined, was cut off or did not reply in JSON. */
export function replyText(reply: Reply): string {
  const finish = finishOf(reply);
  if (reply.text.length > REPLY_CHARACTERS || (finish && CUT_OFF.has(finish))) throw modelError("too_long");
  // OpenAI's refusals come in a member that LangChain drops, beside an empty text.
  if (reply.text === "" || (finish && !ENDED.has(finish))) throw modelError("refused");
  if (!isJson(reply.text)) throw modelError("malformed");
  return reply.text;
}
