import type { AttributeValue, StoredEvent } from "../../shared/events.ts";
import { memoized } from "./memo.ts";

/** Reads one field of an event; null when the event does not have it. */
export type FieldReader = (event: StoredEvent) => AttributeValue;

const ATTRIBUTE = "attributes.";

/** A reader for a field named as metrics name them: `value`, `severity`, `userId`, `source`, `type`, `attributes.<name>`. */
export const fieldReader: (field: string) => FieldReader = memoized((field) => {
  if (field.startsWith(ATTRIBUTE)) return attributeReader(field.slice(ATTRIBUTE.length));
  switch (field) {
    case "value":
      return (event) => event.value;
    case "severity":
      return (event) => event.severity;
    case "userId":
      return (event) => event.userId;
    case "source":
      return (event) => event.source;
    case "type":
      return (event) => event.type;
    default:
      throw new Error(`unknown field: ${field}`);
  }
});

function attributeReader(name: string): FieldReader {
  // Every object inherits names such as "constructor"; only for those is the dearer own-property check needed.
  if (name in Object.prototype) {
    return (event) => (event.attributes && Object.hasOwn(event.attributes, name) ? (event.attributes[name] ?? null) : null);
  }
  return (event) => event.attributes?.[name] ?? null;
}
