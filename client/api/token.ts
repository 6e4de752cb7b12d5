import { createStore } from "zustand/vanilla";

const KEY = "crowsnest.token";

/** The token of this tab. It lives in sessionStorage: closing the tab signs out. */
export const tokenStore = createStore<{ token: string | undefined; refused: boolean }>(() => ({
  token: globalThis.sessionStorage?.getItem(KEY) ?? undefined,
  refused: false,
}));

/** Keeps the token for this tab; `undefined` forgets it. */
export function setToken(token: string | undefined): void {
  if (token === undefined) globalThis.sessionStorage?.removeItem(KEY);
  else globalThis.sessionStorage?.setItem(KEY, token);
  tokenStore.setState({ token, refused: false });
}

/** The server no longer accepts what we sent; the shell shows the sign-in page. */
export function markRefused(): void {
  tokenStore.setState({ refused: true });
}
