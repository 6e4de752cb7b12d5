import { invalid, notFound } from "../../http/api-error.ts";
import { QuestionTooLongError, UnknownConversationError, UnknownDomainError } from "../../query/ports.ts";

/** What is wrong with a question, as the API words it; other errors as they are. */
export function questionError(error: unknown): unknown {
  if (error instanceof UnknownDomainError) return invalid([{ path: "domain", message: error.message }]);
  if (error instanceof QuestionTooLongError) return invalid([{ path: "question", message: error.message }]);
  return error instanceof UnknownConversationError ? notFound("such conversation, or it is over") : error;
}
