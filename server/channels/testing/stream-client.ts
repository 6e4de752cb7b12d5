import { get, type IncomingMessage } from "node:http";
import type { Envelope } from "../../../shared/socket.ts";

export interface StreamEvent {
  readonly event: string;
  readonly id: string;
  readonly data: Envelope<unknown>;
}

/** A reader of server-sent events by the letter of the HTML standard, which keeps what it has read. */
export interface StreamClient {
  readonly response: IncomingMessage;
  readonly events: StreamEvent[];
  /** What it would come back with. */
  readonly lastEventId: string;
  readonly comments: number;
  readonly ended: boolean;
  /** Hangs up. */
  cut(): void;
}

interface Reader {
  lastEventId: string;
  comments: number;
  ended: boolean;
  readonly events: StreamEvent[];
}

/** Takes one block of lines; an id alone dispatches nothing. */
function take(reader: Reader, block: string): void {
  const fields = new Map<string, string>();
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon === 0) reader.comments++;
    else fields.set(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ""));
  }
  reader.lastEventId = fields.get("id") ?? reader.lastEventId;
  const data = fields.get("data");
  if (data !== undefined) {
    reader.events.push({ event: fields.get("event") ?? "message", id: reader.lastEventId, data: JSON.parse(data) as Envelope<unknown> });
  }
}

function read(response: IncomingMessage, reader: Reader): void {
  let rest = "";
  response.setEncoding("utf8");
  response.on("data", (text: string) => {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) take(reader, block);
  });
  response.on("close", () => {
    reader.ended = true;
  });
  response.on("error", () => undefined);
}

/** Opens a stream; resolves with its head. */
export function openStream(url: string, headers: Record<string, string> = {}): Promise<StreamClient> {
  return new Promise((resolve, reject) => {
    const reader: Reader = { lastEventId: headers["Last-Event-ID"] ?? "", comments: 0, ended: false, events: [] };
    const request = get(url, { agent: false, headers }, (response) => {
      read(response, reader);
      resolve({
        response,
        events: reader.events,
        cut: () => request.destroy(),
        get lastEventId() {
          return reader.lastEventId;
        },
        get comments() {
          return reader.comments;
        },
        get ended() {
          return reader.ended;
        },
      });
    });
    request.on("error", reject);
  });
}
