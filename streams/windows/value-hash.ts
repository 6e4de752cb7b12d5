import type { AttributeValue } from "../../shared/events.ts";

/** The last value that was hashed: a pane and the views over it all ask for the same one. */
const last: { value: AttributeValue; hash: number } = { value: "", hash: hash32("") };

/** A hash of 32 bits, as a signed integer. */
export function hashOf(value: AttributeValue): number {
  if (value !== last.value) {
    last.hash = hash32(value);
    last.value = value;
  }
  return last.hash;
}

/** MurmurHash3 (A. Appleby), 32 bits, over UTF-16 code units; a value's kind is hashed with it, so that 1 and "1" differ. */
function hash32(value: AttributeValue): number {
  const text = typeof value === "string" ? value : `${typeof value}:${String(value)}`;
  let hash = typeof value === "string" ? 0x9747b28c : 0x5bd1e995;
  for (let i = 0; i < text.length; i++) {
    let unit = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    unit = Math.imul((unit << 15) | (unit >>> 17), 0x1b873593);
    hash ^= unit;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
