import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

export interface Answer {
  readonly status: number;
  /** Seconds the server asks to wait. */
  readonly retryAfter: number | undefined;
  readonly body: string;
}

/** Posts JSON over one kept connection. Rejects when no answer comes. */
export interface Poster {
  post(json: string): Promise<Answer>;
  close(): void;
}

const TIMEOUT_MS = 30_000;

export function createPoster(url: URL, token: string | undefined): Poster {
  const secure = url.protocol === "https:";
  const request = secure ? httpsRequest : httpRequest;
  const agent = secure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    post: (json) =>
      new Promise((resolve, reject) => {
        const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(json), ...authorization };
        const outgoing = request(url, { method: "POST", agent, headers, timeout: TIMEOUT_MS }, (incoming) => {
          readAnswer(incoming).then(resolve, reject);
        });
        outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer within ${TIMEOUT_MS / 1_000} s`)));
        outgoing.on("error", reject);
        outgoing.end(json);
      }),
    close: () => agent.destroy(),
  };
}

async function readAnswer(incoming: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const seconds = Number(incoming.headers["retry-after"]);
  return {
    status: incoming.statusCode ?? 0,
    retryAfter: Number.isFinite(seconds) ? seconds : undefined,
    body: Buffer.concat(chunks).toString("utf8"),
  };
}
