import { EVENT_LIMITS } from "../../shared/events.ts";
import { type FieldError, MAX_ERRORS } from "../../shared/problems.ts";

/** Where in the body an attribute comes from. */
export interface Origin {
  readonly value: unknown;
  readonly path: string;
}

/** Whether an object has more members than an event has room for; to be asked before a schema looks at each of them. */
export function isTooWide(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length > EVENT_LIMITS.attributes + NAMED_MEMBERS;
}

/** More than the members of a foreign event that do not become attributes. */
const NAMED_MEMBERS = 16;

/** Attributes by name, each with where it comes from. Refuses a name that is there already, and more than an event may have. */
export class AttributeGatherer {
  readonly found = new Map<string, Origin>();
  readonly errors: FieldError[] = [];

  /** Whether more could not make it any better: a body of megabytes can hold far more than an event may. */
  get isFull(): boolean {
    return this.found.size > EVENT_LIMITS.attributes || this.errors.length >= MAX_ERRORS;
  }

  add(name: string, value: unknown, path: string): void {
    if (this.found.has(name)) this.errors.push({ path, message: `there is another value for the attribute ${name.slice(0, 200)}` });
    else this.found.set(name, { value, path });
  }

  /** Adds the single values in parsed JSON by dotted names, as in `order.items.0.sku`; `prefix` is the name of the whole. */
  flatten(prefix: string, value: unknown, path: string): void {
    if (this.isFull) return;
    if (typeof value !== "object" || value === null) return this.add(prefix, value, path);
    for (const [key, inner] of Object.entries(value)) this.flatten(prefix === "" ? key : `${prefix}.${key}`, inner, `${path}.${key}`);
  }

  /** The attributes as an event has them. */
  attributes(): Record<string, unknown> {
    return Object.fromEntries([...this.found].map(([name, { value }]) => [name, value]));
  }

  /** The same errors, each at the place of the body that its attribute comes from. */
  atOrigin(errors: readonly FieldError[], rename: Readonly<Record<string, string>>): FieldError[] {
    return errors.map(({ path, message }) => {
      const origin = path.startsWith("attributes.") ? this.found.get(path.slice("attributes.".length))?.path : undefined;
      return { path: origin ?? rename[path] ?? path, message };
    });
  }
}
