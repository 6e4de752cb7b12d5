import { QueryClient } from "@tanstack/react-query";
import { toProblem } from "./problem.ts";

/** Answers that the server gave on purpose are not asked for again. */
function retry(failures: number, error: unknown): boolean {
  const { status } = toProblem(error);
  return failures < 2 && (status === 0 || status >= 500);
}

export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry, refetchOnWindowFocus: false, staleTime: 10_000 } },
});
