import { type Benchmark, compare } from "./harness.ts";
import { measure, startBare, startScript } from "./processes.ts";

const SOCKETS = 200;

/** Alerts published to many sockets at once, against a bare server that emits the same frames to all of its sockets. */
export const broadcast: Benchmark = {
  name: "broadcast",
  run: async ({ quick, say }) => {
    const alerts = quick ? 2_000 : 4_000;
    say(`broadcast of ${alerts} alerts to ${SOCKETS} sockets`);
    const rate = async (start: typeof startBare, name: string): Promise<number> => {
      const server = await start(name, [String(alerts)]);
      try {
        return await measure("socket-crowd", [server.url, String(SOCKETS), String(alerts)]);
      } finally {
        await server.stop();
      }
    };
    const figures = await compare(
      quick ? 3 : 7,
      () => rate(startScript, "hub-broadcast"),
      () => rate(startBare, "socket-broadcast"),
    );
    const note = `${alerts} alerts of 900 bytes, published 25 at a time to ${SOCKETS} sockets that take them as fast as they can`;
    return [{ name: "broadcast of alerts", unit: "deliveries/s", better: "higher", target: 0.9, note, ...figures }];
  },
};
