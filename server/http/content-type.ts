import type { IncomingMessage } from "node:http";
import { ApiError } from "./api-error.ts";

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)"?/i;

/** The media type of a body, lower case and without parameters; empty when there is none. */
export function mediaType(request: IncomingMessage): string {
  const header = request.headers["content-type"] ?? "";
  const semicolon = header.indexOf(";");
  return (semicolon < 0 ? header : header.slice(0, semicolon)).trim().toLowerCase();
}

export function unsupportedType(expected: string): ApiError {
  return new ApiError("unsupported_media_type", `Send the body as ${expected}.`);
}

/** Refuses what the body readers do not decode: compressed bodies and character sets other than UTF-8. */
export function checkEncoding(request: IncomingMessage): void {
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") {
    throw new ApiError("unsupported_media_type", "Send the body without a content encoding.", {
      headers: { "Accept-Encoding": "identity" },
    });
  }
  const header = request.headers["content-type"];
  // Most requests name no charset; the search for a semicolon is cheaper than the pattern.
  if (header === undefined || !header.includes(";")) return;
  const charset = CHARSET.exec(header)?.[1]?.toLowerCase();
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8") {
    throw new ApiError("unsupported_media_type", "Send the body in UTF-8.");
  }
}
