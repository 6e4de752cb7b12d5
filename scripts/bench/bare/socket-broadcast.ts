import { Server } from "socket.io";
import { alertFrame, announce, broadcastServer } from "../broadcast-alerts.ts";

// The baseline of a broadcast: every frame is emitted to all sockets as it is.
const [count = "1000"] = process.argv.slice(2);
const frames = Array.from({ length: Number(count) }, (_, index) => alertFrame(index + 1));
const server = broadcastServer((from, to) => {
  for (const frame of frames.slice(from - 1, to)) io.emit("alert", frame);
});
const io = new Server(server, { transports: ["websocket"] });
io.on("connection", (socket) => {
  socket.on("subscribe", (_input, acknowledge: (answer: object) => void) => acknowledge({ ok: true }));
});
announce(server);
