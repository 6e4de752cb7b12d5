import { isUtf8 } from "node:buffer";
import { EVENT_LIMITS } from "../../shared/events.ts";
import type { FieldError } from "../../shared/problems.ts";
import { ApiError, invalid } from "./api-error.ts";

/** Where JSON.parse stopped, where it says so; its message may also quote the body, which is not repeated. */
function syntaxDetail(error: unknown, what: string): string {
  const message = error instanceof Error ? error.message : "";
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return `The ${what} is not JSON at position ${position}.`;
  if (message.startsWith("Unexpected end")) return `The ${what} ends before its JSON does.`;
  const token = /^Unexpected token '(.{1,2})'/su.exec(message)?.[1];
  return token === undefined ? `The ${what} is not JSON.` : `The ${what} is not JSON: unexpected ${JSON.stringify(token)}.`;
}

/** The value of a JSON text. Throws `malformed_json`, with the position where the parser gives one; `what` names the text. */
export function parseJsonText(text: string, what = "body"): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    throw new ApiError("malformed_json", syntaxDetail(error, what));
  }
}

/** The text of UTF-8 bytes. Throws `malformed_json` when they are not UTF-8. */
export function decodeUtf8(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new ApiError("malformed_json", "The body is not valid UTF-8.");
  return bytes.toString("utf8");
}

interface Node {
  readonly value: object;
  readonly depth: number;
  readonly key: string;
  readonly parent: Node | undefined;
}

/** The dotted path of a node, long ones cut at the front: the end is what tells where it is. */
function pathTo(node: Node, key?: string): string {
  const keys = key === undefined ? [] : [key];
  for (let at: Node | undefined = node; at?.parent; at = at.parent) keys.push(at.key);
  return keys.reverse().join(".").slice(0, 1_000);
}

/**
 * What is wrong with the structure of parsed JSON, whatever its schema: nested deeper than 32, or a key `__proto__`.
 * Walks with a list of its own, so that no nesting can exhaust the stack.
 */
export function structureErrors(root: unknown): FieldError[] {
  const open: Node[] = typeof root === "object" && root !== null ? [{ value: root, depth: 1, key: "", parent: undefined }] : [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.depth > EVENT_LIMITS.jsonDepth) {
      return [{ path: pathTo(node), message: `nested deeper than ${EVENT_LIMITS.jsonDepth}` }];
    }
    if (Object.hasOwn(node.value, "__proto__")) return [{ path: pathTo(node, "__proto__"), message: "this name is not allowed" }];
    for (const [key, value] of Object.entries(node.value)) {
      if (typeof value === "object" && value !== null) open.push({ value, depth: node.depth + 1, key, parent: node });
    }
  }
  return [];
}

/** The value of a JSON body. Throws `malformed_json`, or `invalid` for one nested too deep or with a forbidden key. */
export function parseJson(bytes: Buffer): unknown {
  const value = parseJsonText(decodeUtf8(bytes));
  const errors = structureErrors(value);
  if (errors.length > 0) throw invalid(errors);
  return value;
}
