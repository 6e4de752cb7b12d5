import { isUtf8 } from "node:buffer";
import type { NewEvent } from "../../db/ports.ts";
import { EVENT_LIMITS } from "../../shared/events.ts";
import type { FieldError } from "../../shared/problems.ts";
import { ApiError } from "../http/api-error.ts";
import { parseJsonText } from "../http/json.ts";
import { acceptEvent } from "./accept-event.ts";
import type { LineSink } from "./line-splitter.ts";

const NEWLINE = 0x0a;
const BLANK = /^[ \t\r]*$/;

/** Receives what became of each line that is not blank, in order. */
export interface EventSink {
  event(event: NewEvent): void;
  rejected(errors: FieldError[]): void;
}

function wrong(message: string): FieldError[] {
  return [{ path: "", message }];
}

const TOO_LONG = wrong(`The line is longer than ${EVENT_LIMITS.lineBytes} bytes.`);

function isTooLong(line: string): boolean {
  // A UTF-16 unit takes three bytes at most, so that short lines need not be measured.
  return line.length > EVENT_LIMITS.lineBytes / 3 && Buffer.byteLength(line) > EVENT_LIMITS.lineBytes;
}

function parseLine(line: string, latest: number): NewEvent | FieldError[] {
  if (isTooLong(line)) return TOO_LONG;
  try {
    return acceptEvent(parseJsonText(line, "line"), latest);
  } catch (error) {
    if (error instanceof ApiError) return wrong(error.message);
    throw error;
  }
}

/** Reads events from the lines of an NDJSON body. `latest` says the newest timestamp allowed now, epoch ms. */
export function createLineReader(latest: () => number, sink: EventSink): LineSink {
  const readLine = (line: string, limit: number) => {
    if (line === "" || BLANK.test(line)) return;
    const event = parseLine(line, limit);
    if (Array.isArray(event)) sink.rejected(event);
    else sink.event(event);
  };
  const readText = (text: string, limit: number) => {
    for (const line of text.split("\n")) readLine(line, limit);
  };
  const readBytes = (line: Buffer, limit: number) => {
    if (isUtf8(line)) readText(line.toString("utf8"), limit);
    else sink.rejected(wrong("The line is not valid UTF-8."));
  };
  return {
    lines(block) {
      const limit = latest();
      if (isUtf8(block)) return readText(block.toString("utf8"), limit);
      let start = 0;
      for (let end = block.indexOf(NEWLINE); end >= 0; end = block.indexOf(NEWLINE, start)) {
        readBytes(block.subarray(start, end), limit);
        start = end + 1;
      }
      readBytes(block.subarray(start), limit);
    },
    tooLong: () => sink.rejected(TOO_LONG),
  };
}
