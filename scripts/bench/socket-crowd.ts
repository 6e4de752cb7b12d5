import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

// Clients that only count: a real client's parsing would be most of the work, the same for both sides, and hide the difference.
const [url = "", sockets = "200", alerts = "1000"] = process.argv.slice(2);
const { hostname, port, host } = new URL(url);
const ALERT = Buffer.from('42["alert"');
const SUBSCRIBE = '420["subscribe",{"channel":"alerts"}]';

/** A text frame as a client masks it; a mask of zeros leaves the text as it is. */
function textFrame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

/** Where the payload of the frame at `start` begins and ends; undefined while its head is not whole. */
function payloadRange(bytes: Buffer, start: number): [number, number] | undefined {
  if (bytes.length < start + 2) return undefined;
  const short = (bytes[start + 1] as number) & 0x7f;
  if (short < 126) return [start + 2, start + 2 + short];
  const head = start + (short === 126 ? 4 : 10);
  if (bytes.length < head) return undefined;
  return [head, head + (short === 126 ? bytes.readUInt16BE(start + 2) : Number(bytes.readBigUInt64BE(start + 2)))];
}

/** Reads whole frames; returns what is left over. */
function readFrames(bytes: Buffer, onFrame: (payload: Buffer) => void): Buffer {
  let start = 0;
  for (let range = payloadRange(bytes, start); range && range[1] <= bytes.length; range = payloadRange(bytes, start)) {
    onFrame(bytes.subarray(...range));
    start = range[1];
  }
  return bytes.subarray(start);
}

const crowd = Number(sockets);
let pending = 0;
let allReceived = (): void => {};

/** Answers the handshakes and heartbeats of Engine.IO and Socket.IO; resolves once it is subscribed. */
function join(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(Number(port), hostname);
    let rest: Buffer = Buffer.alloc(0);
    let upgraded = false;
    const onFrame = (payload: Buffer) => {
      if (payload.subarray(0, ALERT.length).equals(ALERT)) {
        if (--pending === 0) allReceived();
        return;
      }
      const text = payload.toString("latin1");
      if (text.startsWith("0{")) socket.write(textFrame("40"));
      else if (text.startsWith("40")) socket.write(textFrame(SUBSCRIBE));
      else if (text.startsWith("430")) resolve();
      else if (text === "2") socket.write(textFrame("3"));
      else reject(new Error(`unexpected packet ${text.slice(0, 200)}`));
    };
    socket.on("data", (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (!upgraded) {
        const end = rest.indexOf("\r\n\r\n");
        if (end < 0) return;
        upgraded = true;
        rest = rest.subarray(end + 4);
      }
      rest = readFrames(rest, onFrame);
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the server hung up")));
    const head = [
      "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
      `Host: ${host}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
  });
}

/** Has some of the alerts published; resolves with deliveries a second once every socket has them all. */
async function deliver(first: number, last: number): Promise<number> {
  const deliveries = (last - first + 1) * crowd;
  const done = new Promise<void>((resolve) => {
    allReceived = resolve;
  });
  pending = deliveries;
  const started = performance.now();
  await fetch(`${url}/${first}/${last}`, { method: "POST" });
  await done;
  return deliveries / ((performance.now() - started) / 1_000);
}

await Promise.all(Array.from({ length: crowd }, join));
const warmUp = Math.ceil(Number(alerts) / 4);
// Both sides compile their code before anything counts.
await deliver(1, warmUp);
const rate = await deliver(warmUp + 1, Number(alerts));
process.send?.(rate, () => process.exit(0));
