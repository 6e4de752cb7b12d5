import type { DatabaseUrl, TokenConfig } from "./parsers.ts";

const HIDDEN = "***";

/** An address without what may be secret in it: user, password, query and fragment. */
export function maskUrl(text: string): string {
  const { protocol, username, password, host, pathname, search } = new URL(text);
  const credentials = username === "" && password === "" ? "" : `${HIDDEN}@`;
  return `${protocol}//${credentials}${host}${pathname}${search === "" ? "" : `?${HIDDEN}`}`;
}

export function maskUrls(texts: readonly string[]): string {
  return texts.map(maskUrl).join(",");
}

export function maskDatabaseUrl(url: DatabaseUrl): string {
  return url.kind === "sqlite" ? `sqlite:${url.path}` : maskUrl(url.url);
}

/** Who has a token, and in which role. */
export function maskTokens(tokens: readonly TokenConfig[]): string {
  return tokens.map(({ name, role }) => `${name}:${role}:${HIDDEN}`).join(",");
}
