import type { IncomingMessage, ServerResponse } from "node:http";
import helmet, { type HelmetOptions } from "helmet";

export type Header = readonly [name: string, value: string];

/** Helmet's headers depend on its options alone: they are taken down once instead of being made again for each response. */
function headersOf(options: HelmetOptions): readonly Header[] {
  const headers: Header[] = [];
  const recorder = { setHeader: (name: string, value: string) => headers.push([name, value]), removeHeader: () => undefined };
  helmet(options)({} as IncomingMessage, recorder as unknown as ServerResponse, (error?: unknown) => {
    if (error) throw error;
  });
  return headers;
}

/** Without TLS of its own the server must not promise it; a proxy that ends TLS adds the header. */
const COMMON = { strictTransportSecurity: false } as const;

/** For answers that are data: nothing in them may be run or framed. */
export const API_HEADERS: readonly Header[] = headersOf({
  ...COMMON,
  contentSecurityPolicy: { useDefaults: false, directives: { "default-src": ["'none'"], "frame-ancestors": ["'none'"] } },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

const SELF = "'self'";
const LOCKED = {
  "default-src": [SELF],
  "base-uri": ["'none'"],
  "object-src": ["'none'"],
  "frame-ancestors": ["'none'"],
  "form-action": [SELF],
};

/** A host that may stand in a policy as it is: no character with a meaning there. */
const PLAIN_HOST = /^[A-Za-z0-9.:[\]-]{1,255}$/;

/** Older Safari does not take 'self' to cover the socket of the same host. */
function socketSources(host: string | undefined): string[] {
  return host !== undefined && PLAIN_HOST.test(host) ? [`ws://${host}`, `wss://${host}`] : [];
}

/** For the console: the grid and the charts inject style elements, which carry this response's nonce. */
export function consoleHeaders(nonce: string, host: string | undefined): readonly Header[] {
  return headersOf({
    ...COMMON,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        ...LOCKED,
        "script-src": [SELF],
        "style-src": [SELF, `'nonce-${nonce}'`],
        "img-src": [SELF, "data:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF, ...socketSources(host)],
      },
    },
  });
}

/** For /docs: Swagger UI writes style attributes. */
export const DOCS_HEADERS: readonly Header[] = headersOf({
  ...COMMON,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      ...LOCKED,
      "script-src": [SELF],
      "style-src": [SELF, "'unsafe-inline'"],
      "img-src": [SELF, "data:"],
      "connect-src": [SELF],
    },
  },
});

export function setHeaders(response: ServerResponse, headers: readonly Header[]): void {
  for (const [name, value] of headers) response.setHeader(name, value);
}
