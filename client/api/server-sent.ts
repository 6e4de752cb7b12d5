/** An event of a stream, its data still as text. */
export interface ServerSent {
  /** What the stream is resumed by; empty where it has none. */
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

const BREAK = /\r?\n\r?\n/;

function frameOf(block: string): ServerSent | undefined {
  const fields = block.split(/\r?\n/).map((line) => /^(id|event|data):\s?(.*)$/.exec(line));
  const values = (name: string) => fields.flatMap((field) => (field?.[1] === name ? (field[2] ?? "") : []));
  const data = values("data");
  return data.length === 0
    ? undefined
    : { id: values("id").at(-1) ?? "", event: values("event").at(-1) ?? "message", data: data.join("\n") };
}

/** The events of a body as they come; `EventSource` itself can send no token. Ends with the body. */
export async function* serverSent(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split(BREAK);
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const frame = frameOf(block);
        if (frame) yield frame;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
