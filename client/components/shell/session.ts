import { createContext, useContext } from "react";
import type { Session } from "../../../shared/api.ts";

export const SessionContext = createContext<Session | undefined>(undefined);

/** Who is signed in. Only below the gate, which waits for it. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("used outside the session gate");
  return session;
}

/** Whether this person may change metrics and settings. */
export function useCanAdmin(): boolean {
  return useSession().role === "admin";
}

/** Whether this person may acknowledge, resolve, note and assign. */
export function useCanOperate(): boolean {
  const { role } = useSession();
  return role === "operator" || role === "admin";
}
