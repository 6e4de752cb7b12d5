import { useNavigate, useSearchParams } from "react-router";
import { DEFAULT_RANGE, type Range, rangeOf } from "./alert-filter.ts";

/** The address of a page, keeping of the present one only what holds everywhere: the time range. */
export function pageAddress(path: string, params: URLSearchParams): string {
  const range = params.get("range");
  if (range === null) return path;
  return `${path}${path.includes("?") ? "&" : "?"}range=${encodeURIComponent(range)}`;
}

/** Goes to a page with the time range of this one. */
export function useGoTo(): (path: string) => void {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  return (path) => navigate(pageAddress(path, params));
}

/** The time range of the address and how to change it. */
export function useRange(): readonly [Range, (range: Range) => void] {
  const [params, setParams] = useSearchParams();
  const setRange = (range: Range) => {
    setParams((current) => {
      const next = new URLSearchParams(current);
      if (range === DEFAULT_RANGE) next.delete("range");
      else next.set("range", range);
      return next;
    });
  };
  return [rangeOf(params), setRange];
}
