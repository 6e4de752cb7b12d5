interface HostWithEnv {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}

/** Whether this run is the long one (`npm run soak`) rather than part of `npm test`. */
export const soaking = (globalThis as HostWithEnv).process?.env?.SOAK === "1";

/** How many to do: `small` in `npm test`, `large` in `npm run soak`. */
export function scale(small: number, large: number): number {
  return soaking ? large : small;
}
