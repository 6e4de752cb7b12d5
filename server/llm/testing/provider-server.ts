import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Provider } from "../ports.ts";

/** What a provider's server does with one request. */
export type Script =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "refusal" }
  | { readonly kind: "cut_off"; readonly text: string }
  | { readonly kind: "status"; readonly status: number }
  /** A body that is not the provider's. */
  | { readonly kind: "body"; readonly body: string }
  | { readonly kind: "hang" }
  | { readonly kind: "hang_up" };

export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** The body as it came. */
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export interface ProviderServer {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** Connections that a client has closed before its answer. */
  readonly abandoned: () => number;
  stop(): Promise<void>;
}

function geminiBody(script: Script): object {
  if (script.kind === "refusal") return { promptFeedback: { blockReason: "SAFETY" } };
  const text = "text" in script ? script.text : "";
  const finishReason = script.kind === "cut_off" ? "MAX_TOKENS" : "STOP";
  return {
    candidates: [{ content: { role: "model", parts: [{ text }] }, finishReason, index: 0 }],
    usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
  };
}

function openAiBody(script: Script): object {
  const refusal = script.kind === "refusal" ? "I cannot help with that." : null;
  const content = "text" in script ? script.text : null;
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "double",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content, refusal },
        finish_reason: script.kind === "cut_off" ? "length" : "stop",
        logprobs: null,
      },
    ],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  };
}

const BODIES: Readonly<Record<Provider, (script: Script) => object>> = { gemini: geminiBody, openai: openAiBody };

function answer(response: ServerResponse, provider: Provider, script: Script): void {
  if (script.kind === "hang") return;
  if (script.kind === "hang_up") {
    response.destroy();
    return;
  }
  const status = script.kind === "status" ? script.status : 200;
  const error = { error: { code: status, message: "as the test wants it", status: "ERROR" } };
  const body = script.kind === "body" ? script.body : JSON.stringify(script.kind === "status" ? error : BODIES[provider](script));
  response.writeHead(status, { "content-type": "application/json" }).end(body);
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** A server on a free port that speaks a provider's HTTP; the last script is repeated. */
export async function startProviderServer(
  provider: Provider,
  scripts: readonly Script[] | ((request: ReceivedRequest) => Script),
): Promise<ProviderServer> {
  const requests: ReceivedRequest[] = [];
  let abandoned = 0;
  const server = createServer((request, response) => {
    response.once("close", () => {
      if (!response.writableFinished) abandoned++;
    });
    void read(request).then((text) => {
      const received = { path: request.url ?? "", headers: request.headers, text, body: JSON.parse(text) as Record<string, unknown> };
      requests.push(received);
      const script = typeof scripts === "function" ? scripts(received) : (scripts[requests.length - 1] ?? scripts.at(-1));
      answer(response, provider, script ?? { kind: "hang_up" });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${provider === "openai" ? "/v1" : ""}`,
    requests,
    abandoned: () => abandoned,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
