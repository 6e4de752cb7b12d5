import { type MetricFrame, SERVER_EVENT_SCHEMAS } from "../../shared/socket.ts";
import { emptyMetricValues, metricValuesStore, takeValues } from "../stores/metric-values.ts";
import { createBatcher } from "./batch.ts";
import type { LiveSocket } from "./socket.ts";

const CHANNEL = "metrics";

/** Follows the values of all metrics only while somebody looks at them: the engine notes changes only for listeners. */
export function attachMetricValues(socket: LiveSocket): { follow: () => () => void } {
  let followers = 0;
  const take = createBatcher<MetricFrame>((frames) =>
    metricValuesStore.setState((state) =>
      takeValues(
        state,
        frames.flatMap(({ items }) => items),
      ),
    ),
  );
  const begin = () => {
    // Values from before a gap may be of groups that are gone.
    metricValuesStore.setState(emptyMetricValues, true);
    socket.emit("subscribe", { channel: CHANNEL }, () => undefined);
  };
  socket.on("connect", () => {
    if (followers > 0) begin();
  });
  socket.on("metric", (frame) => {
    const parsed = SERVER_EVENT_SCHEMAS.metric.safeParse(frame);
    if (parsed.success) take(parsed.data.data);
  });
  return {
    follow: () => {
      followers += 1;
      if (followers === 1 && socket.connected) begin();
      return () => {
        followers -= 1;
        if (followers === 0 && socket.connected) socket.emit("unsubscribe", { channel: CHANNEL });
      };
    },
  };
}
