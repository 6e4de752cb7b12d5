import type { Registry } from "prom-client";
import { HandHistogram, type Series } from "./hand-histogram.ts";
import type { RequestTimes } from "./ports.ts";

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createRequestTimes(registry: Registry): RequestTimes {
  const histogram = new HandHistogram({
    name: "crowsnest_http_request_duration_seconds",
    help: "Time from the beginning of a request to the end of its answer, in seconds, by route and status.",
    bounds: SECONDS,
  });
  histogram.register(registry);
  const known = new Map<string, Series>();
  const seriesOf = (method: string, route: string, status: number): Series => {
    const key = `${method} ${route} ${status}`;
    const series = known.get(key) ?? histogram.series({ method, route, status });
    known.set(key, series);
    return series;
  };
  const accepted = seriesOf("POST", "/api/v1/alert", 202);
  return {
    answered: (method, route, status, seconds) => seriesOf(method, route, status).observe(seconds),
    eventsAccepted: (seconds) => accepted.observe(seconds),
  };
}
