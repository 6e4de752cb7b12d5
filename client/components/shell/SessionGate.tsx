import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { toProblem } from "../../api/problem.ts";
import { getSession } from "../../api/system.ts";
import { tokenStore } from "../../api/token.ts";
import { lazyPart } from "../../lib/lazy-part.tsx";
import { ErrorState } from "../ui/States.tsx";
import { SessionContext } from "./session.ts";

const SignIn = lazyPart(() => import("../../views/sign-in/SignIn.tsx").then((module) => module.SignIn));

const RETRY_MS = 3_000;

/** Asks who we are before anything else is shown; where the server wants a token, asks the person for one. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { token, refused } = useStore(tokenStore);
  const session = useQuery({
    queryKey: ["session", token],
    queryFn: ({ signal }) => getSession(signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchInterval: (query) => (query.state.error && toProblem(query.state.error).status !== 401 ? RETRY_MS : false),
  });
  if (refused || (session.error && toProblem(session.error).status === 401)) {
    return <SignIn isRetry={token !== undefined} />;
  }
  if (session.data) return <SessionContext.Provider value={session.data}>{children}</SessionContext.Provider>;
  if (session.error) {
    return (
      <main>
        <ErrorState what="The console has no server" error={session.error} onRetry={() => session.refetch()} />
      </main>
    );
  }
  return null;
}
