import { randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";
import { loadEvent } from "./workload.ts";

// A producer at an even pace: autocannon's own rate limit sends each second's requests in one burst, which measures the burst.
const CONNECTIONS = 50;
const PACE_MS = 5;
const [url = "", seconds = "1", rate = "1000"] = process.argv.slice(2);
const { hostname, port, host } = new URL(url);
const run = randomUUID().slice(0, 8);
let sent = 0;
let accepted = 0;

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => resolve(socket));
    socket.setNoDelay(true);
    socket.on("error", reject);
    socket.on("data", (data) => {
      accepted += data.toString("latin1").split("HTTP/1.1 202").length - 1;
    });
  });
}

function send(socket: Socket): void {
  const body = JSON.stringify(loadEvent(sent++, run));
  socket.write(
    `POST /api/v1/alert HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}

const sockets = await Promise.all(Array.from({ length: CONNECTIONS }, open));
const started = performance.now();
const pacer = setInterval(() => {
  const elapsed = performance.now() - started;
  const due = Math.min(elapsed, Number(seconds) * 1_000) * (Number(rate) / 1_000);
  while (sent < due) send(sockets[sent % CONNECTIONS] as Socket);
  if (elapsed < Number(seconds) * 1_000 || accepted < sent) return;
  clearInterval(pacer);
  process.send?.(accepted / (elapsed / 1_000), () => process.exit(0));
}, PACE_MS);
