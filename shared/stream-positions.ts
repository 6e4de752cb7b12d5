import { z } from "zod";

/** Where a client of several channels stands: the newest seq it has of each. */
export type StreamPositions = ReadonlyMap<string, number>;

const SEQ = /^(?:0|[1-9]\d{0,14})$/;

/** An event id of the stream, which lists every position: `alerts:42,alerts:risk:7`. */
export function formatPositions(positions: StreamPositions): string {
  let text = "";
  for (const [channel, seq] of positions) text += text === "" ? `${channel}:${seq}` : `,${channel}:${seq}`;
  return text;
}

function parsePosition(part: string): [channel: string, seq: number] | undefined {
  const colon = part.lastIndexOf(":");
  const seq = part.slice(colon + 1);
  return colon > 0 && SEQ.test(seq) ? [part.slice(0, colon), Number(seq)] : undefined;
}

/** The positions of an event id, whose parts each split at their last colon; `undefined` for any other text. */
export function parsePositions(text: string): StreamPositions | undefined {
  const parts = text.split(",").map((part) => parsePosition(part.trim()));
  return parts.includes(undefined) ? undefined : new Map(parts.filter((part) => part !== undefined));
}

/** An event id as a client sends it back; empty before the first. */
export const streamPositionsSchema = z
  .string()
  .max(16_384)
  .transform((text, context): StreamPositions => {
    const positions = text.trim() === "" ? new Map<string, number>() : parsePositions(text);
    if (positions) return positions;
    context.addIssue({ code: "custom", message: "expected the id of an event of this stream, such as alerts:42,status:7" });
    return z.NEVER;
  });
