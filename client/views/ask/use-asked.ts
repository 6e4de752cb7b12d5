import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { rememberQuestion } from "./recent.ts";
import type { Wanted } from "./thread.ts";

export interface Asked extends Wanted {
  /** A question of its own when nothing was asked yet, else one that follows. */
  ask(question: string): void;
  startAnew(): void;
  setDomain(domain: string | undefined): void;
}

const FIRST = "q";
const NEXT = "then";

function withoutQuestions(params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete(FIRST);
  next.delete(NEXT);
  return next;
}

/** The questions of the address: a link asks them again, and Back takes the last one away. */
export function useAsked(): Asked {
  const [params, setParams] = useSearchParams();
  const domain = params.get("domain") ?? undefined;
  const first = params.get(FIRST)?.trim();
  const key = JSON.stringify(first ? [first, ...params.getAll(NEXT)] : []);
  const questions = useMemo(() => JSON.parse(key) as string[], [key]);
  const ask = useCallback(
    (question: string) => {
      rememberQuestion(question);
      setParams((current) => {
        const next = new URLSearchParams(current);
        next.append(next.has(FIRST) ? NEXT : FIRST, question);
        return next;
      });
    },
    [setParams],
  );
  const startAnew = () => setParams(withoutQuestions);
  const setDomain = (chosen: string | undefined) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current);
        if (chosen === undefined) next.delete("domain");
        else next.set("domain", chosen);
        return next;
      },
      { replace: true },
    );
  return { questions, domain, ask, startAnew, setDomain };
}
