import { ModelError, type ModelFailure } from "./ports.ts";

const WORDS: Readonly<Record<ModelFailure, string>> = {
  timeout: "the model took too long",
  rate_limited: "the model's provider takes no more requests at the moment",
  unauthorized: "the model's provider does not accept the key",
  refused: "the model declined to answer",
  too_long: "the model's reply was too long",
  malformed: "the model's reply is not JSON",
  unavailable: "the model cannot be reached",
  cancelled: "the question was cancelled",
};

export function modelError(failure: ModelFailure): ModelError {
  return new ModelError(failure, WORDS[failure]);
}

/** The HTTP status, where the client's error carries one or says it in its message. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { status, message } = error as { status?: unknown; message?: unknown };
  if (typeof status === "number") return status;
  const said = typeof message === "string" ? /\[(\d{3}) /.exec(message)?.[1] : undefined;
  return said === undefined ? undefined : Number(said);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : "";
}

/** What an error of a provider's client means; its own words may hold the address, the request or the key and are dropped. */
export function asModelError(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  // OpenAI's client reads JSON itself, and throws what it stumbles over.
  if (error instanceof SyntaxError) return modelError("malformed");
  if (nameOf(error) === "LengthFinishReasonError") return modelError("too_long");
  if (nameOf(error) === "ContentFilterFinishReasonError") return modelError("refused");
  const status = statusOf(error);
  if (status === 429) return modelError("rate_limited");
  if (status === 401 || status === 403) return modelError("unauthorized");
  return modelError("unavailable");
}
