import { createHash } from "node:crypto";

/** The namespace of alert ids, a random UUID; another one would give every alert another id. */
const ALERT_NAMESPACE = Buffer.from("8c1d0f3e5a7b4e2f9d6c2b1a40f3e7d5", "hex");

/** RFC 9562 UUIDv5 of a name in the namespace of alerts. */
export function alertUuid(name: string): string {
  const hash = createHash("sha1").update(ALERT_NAMESPACE).update(name).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex", 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
