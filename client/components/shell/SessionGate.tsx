import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { useStore } from "zustand";
import { toProblem } from "../../api/problem.ts";
import { getSession } from "../../api/system.ts";
import { tokenStore } from "../../api/token.ts";
import { ErrorState } from "../ui/States.tsx";
import { SessionContext } from "./session.ts";

const SignIn = lazy(() => import("../../views/sign-in/SignIn.tsx").then((module) => ({ default: module.SignIn })));

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
    return (
      <Suspense>
        <SignIn isRetry={token !== undefined} />
      </Suspense>
    );
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
