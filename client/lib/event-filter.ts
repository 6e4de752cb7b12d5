import type { EventView } from "../../shared/events.ts";

/** One term of the events filter, as it stands in the address: `type:login.failed`, `-source:auth-api`. */
export interface Term {
  readonly field: string;
  readonly value: string;
  readonly out: boolean;
}

const TERM = /^(-?)([^:]+):(.*)$/s;

export function termsOf(params: URLSearchParams): Term[] {
  return params.getAll("f").flatMap((text) => {
    const match = TERM.exec(text);
    return match ? [{ out: match[1] === "-", field: match[2] ?? "", value: match[3] ?? "" }] : [];
  });
}

export function termText(term: Term): string {
  return `${term.out ? "-" : ""}${term.field}:${term.value}`;
}

/** The address with one term more; the same field and value with the other sign is replaced. */
export function withTerm(params: URLSearchParams, term: Term): URLSearchParams {
  const next = withoutTerm(withoutTerm(params, term), { ...term, out: !term.out });
  next.append("f", termText(term));
  return next;
}

export function withoutTerm(params: URLSearchParams, term: Term): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete("f");
  for (const text of params.getAll("f")) if (text !== termText(term)) next.append("f", text);
  return next;
}

/** A field of an event as text; undefined when the event has none. */
export function fieldText(event: EventView, field: string): string | undefined {
  const value = field.startsWith("attributes.")
    ? event.attributes[field.slice("attributes.".length)]
    : ({ type: event.type, source: event.source, severity: event.severity, userId: event.userId, value: event.value, id: event.id }[
        field
      ] ?? undefined);
  return value === undefined || value === null ? undefined : String(value);
}

function hasText(event: EventView, needle: string): boolean {
  const attributes = Object.entries(event.attributes).map(([name, value]) => `${name} ${String(value)}`);
  return `${event.type} ${event.source} ${event.id ?? ""} ${event.userId ?? ""} ${attributes.join(" ")}`.toLowerCase().includes(needle);
}

/** Whether an event is shown: one of the values of every field filtered in, none of those filtered out, and the text. */
export function eventMatches(event: EventView, terms: readonly Term[], text: string): boolean {
  const wanted = new Map<string, boolean>();
  for (const term of terms) {
    const isEqual = fieldText(event, term.field) === term.value;
    if (term.out && isEqual) return false;
    if (!term.out) wanted.set(term.field, (wanted.get(term.field) ?? false) || isEqual);
  }
  if ([...wanted.values()].includes(false)) return false;
  const needle = text.trim().toLowerCase();
  return needle === "" || hasText(event, needle);
}

/** What of the filter the server's history can apply by itself; the rest is applied here. */
export function serverQuery(terms: readonly Term[], text: string): { type?: string; source?: string; q?: string } {
  const only = (field: string) => {
    const values = terms.filter((term) => !term.out && term.field === field);
    return values.length === 1 ? values[0]?.value : undefined;
  };
  const type = only("type");
  const source = only("source");
  const attribute = terms.find((term) => !term.out && term.field !== "type" && term.field !== "source");
  const q = text.trim() || attribute?.value || undefined;
  return { ...(type ? { type } : {}), ...(source ? { source } : {}), ...(q ? { q } : {}) };
}
