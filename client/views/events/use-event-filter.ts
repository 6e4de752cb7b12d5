import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { rangeOf, rangeStart } from "../../lib/alert-filter.ts";
import { type Term, termsOf, withoutTerm, withTerm } from "../../lib/event-filter.ts";
import { useNow } from "../../lib/use-now.ts";

const FROM_STEP_MS = 600_000;

export interface EventFilter {
  readonly terms: readonly Term[];
  readonly text: string;
  /** ISO start of the time range; it moves in steps, so that the history is not asked for anew every second. */
  readonly from: string | undefined;
  setTerm(term: Term, isOn: boolean): void;
  setText(text: string): void;
}

/** The filter of the events page, which stands in the address. */
export function useEventFilter(): EventFilter {
  const [params, setParams] = useSearchParams();
  const terms = useMemo(() => termsOf(params), [params]);
  const start = rangeStart(rangeOf(params), useNow(FROM_STEP_MS));
  const setTerm = useCallback(
    (term: Term, isOn: boolean) => setParams((current) => (isOn ? withTerm(current, term) : withoutTerm(current, term)), { replace: true }),
    [setParams],
  );
  const setText = (text: string) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current);
        if (text === "") next.delete("q");
        else next.set("q", text);
        return next;
      },
      { replace: true },
    );
  return { terms, text: params.get("q") ?? "", from: start === undefined ? undefined : new Date(start).toISOString(), setTerm, setText };
}
