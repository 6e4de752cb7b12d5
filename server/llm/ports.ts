/** The providers there are an adapter for. */
export type Provider = "gemini" | "openai";

/** JSON Schema, of the part that every provider understands. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface ModelMessage {
  readonly role: "user" | "model";
  readonly text: string;
}

export interface ModelRequest {
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  /** What the reply must look like. */
  readonly schema: { readonly name: string; readonly json: JsonSchema };
  readonly signal?: AbortSignal;
}

/** Why there is no reply. */
export type ModelFailure = "timeout" | "rate_limited" | "unauthorized" | "refused" | "too_long" | "malformed" | "unavailable" | "cancelled";

/** A model gave no usable reply. The message says so without anything of the request or of a key. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly failure: ModelFailure;

  constructor(failure: ModelFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

/** A model that answers in JSON. */
export interface LanguageModel {
  readonly provider: Provider;
  /** As the provider calls it. */
  readonly name: string;
  /** The text of the reply: JSON, meant to be of the schema, which nothing has checked. Throws a {@link ModelError}. */
  reply(request: ModelRequest): Promise<string>;
}

/** What is known of the configured model without asking it anything. */
export interface ModelStatus {
  readonly provider: Provider;
  readonly name: string;
  /** Why its last call failed, if that was not the question's fault. */
  trouble(): string | undefined;
}

/** How to reach a provider. */
export interface ModelSettings {
  readonly apiKey: string | undefined;
  readonly model: string | undefined;
  readonly baseUrl: string | undefined;
  readonly timeoutMs: number | undefined;
}
