import { OpenApiGeneratorV31 } from "@asteasolutions/zod-to-openapi";
import type { z } from "zod";
import {
  CHANNELS,
  type ChannelRoot,
  SERVER_EVENT_SCHEMAS,
  subscribeAckSchema,
  subscribeInputSchema,
  tooSlowSchema,
} from "../../../shared/socket.ts";

const MESSAGES: Readonly<Record<string, z.ZodType>> = {
  ...SERVER_EVENT_SCHEMAS,
  subscribe: subscribeInputSchema,
  subscribeAck: subscribeAckSchema,
  too_slow: tooSlowSchema,
};

function schemaId(schema: z.ZodType): string {
  const id = schema.meta()?.id;
  if (id === undefined) throw new Error("a message's schema has no id");
  return id;
}

function componentSchemas(): object {
  const definitions = Object.values(MESSAGES).map((schema) => ({ type: "schema" as const, schema }));
  return new OpenApiGeneratorV31(definitions).generateComponents().components?.schemas ?? {};
}

function messageRef(name: string): object {
  return { $ref: `#/components/messages/${name}` };
}

/** A stored channel sends its snapshot in place of a backlog that is no longer kept. */
function messagesOf(root: ChannelRoot): string[] {
  const { event, stored } = CHANNELS[root];
  return stored ? [event, "snapshot"] : [event];
}

function channelOf(name: string, address: string, root: ChannelRoot): object {
  const { stored, key } = CHANNELS[root];
  const numbering = stored
    ? "Its `seq` is stored and rises by one without a gap."
    : "Its `seq` belongs to one run of the server (`epoch`).";
  return {
    address,
    title: name,
    description: `Emit \`subscribe\` with {channel: "${address}", since?, epoch?}. ${numbering}`,
    messages: Object.fromEntries(messagesOf(root).map((message) => [message, messageRef(message)])),
    ...(address === root || key === undefined ? {} : { parameters: { [key]: { description: `One ${key} only.` } } }),
  };
}

interface NamedChannel {
  readonly name: string;
  readonly root: ChannelRoot;
  readonly address: string;
}

/** Each channel, and its narrowed form where it has one. */
function namedChannels(): NamedChannel[] {
  return (Object.keys(CHANNELS) as ChannelRoot[]).flatMap((root) => {
    const { key } = CHANNELS[root];
    const whole = { name: root, root, address: root };
    return key === undefined
      ? [whole]
      : [whole, { name: `${root}By${key[0]?.toUpperCase()}${key.slice(1)}`, root, address: `${root}:{${key}}` }];
  });
}

const CONTROL_CHANNEL = {
  address: "/socket.io",
  title: "control",
  description:
    "What a client emits. The answer to `subscribe` is the acknowledgement of its packet. `too_slow` is the last thing a client is sent " +
    "that took too little for too long.",
  messages: { subscribe: messageRef("subscribe"), subscribeAck: messageRef("subscribeAck"), too_slow: messageRef("too_slow") },
};

const STREAM_MESSAGES = [...Object.keys(SERVER_EVENT_SCHEMAS), "too_slow"];

/** The same frames for clients that only read: one HTTP answer that does not end. */
const STREAM_CHANNEL = {
  address: "/api/v1/stream",
  title: "stream",
  description:
    "Server-sent events: the channels of the query's comma list in one stream. `event` is the name of the message, `data` its payload, `id` " +
    "the position of every channel as `channel:seq`, comma-separated, each split at its last colon. A client that comes back with the " +
    "`Last-Event-ID` it read (or `lastEventId` in the query) gets what it missed on stored channels; on the others a seq belongs to one run " +
    "of the server and only says how far the stream was. A comment comes every 15 s.",
  messages: Object.fromEntries(STREAM_MESSAGES.map((message) => [message, messageRef(message)])),
};

const STREAM_OPERATION = {
  action: "send",
  channel: { $ref: "#/channels/stream" },
  messages: STREAM_MESSAGES.map((message) => ({ $ref: `#/channels/stream/messages/${message}` })),
  bindings: {
    http: {
      method: "GET",
      query: {
        type: "object",
        properties: { channels: { type: "string" }, lastEventId: { type: "string" } },
        required: ["channels"],
      },
    },
  },
};

function receiveOperation({ name, root }: NamedChannel): [string, object] {
  const messages = messagesOf(root).map((message) => ({ $ref: `#/channels/${name}/messages/${message}` }));
  return [`receive_${name}`, { action: "send", channel: { $ref: `#/channels/${name}` }, messages }];
}

const SUBSCRIBE_OPERATION = {
  action: "receive",
  channel: { $ref: "#/channels/control" },
  messages: [{ $ref: "#/channels/control/messages/subscribe" }],
  reply: { channel: { $ref: "#/channels/control" }, messages: [{ $ref: "#/channels/control/messages/subscribeAck" }] },
};

function components(): object {
  const messages = Object.entries(MESSAGES).map(([name, schema]) => [
    name,
    { name, contentType: "application/json", payload: { $ref: `#/components/schemas/${schemaId(schema)}` } },
  ]);
  return { messages: Object.fromEntries(messages), schemas: componentSchemas() };
}

/** The AsyncAPI 3.0 document of the channels, by socket and by stream; actions are the server's. */
export function asyncApiDocument(version: string): object {
  const channels = namedChannels();
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Crowsnest channels",
      version,
      description:
        "Socket.IO, default namespace, where a token travels in `auth.token`; and the same as server-sent events, where it is a bearer " +
        "token. Every payload sits in an envelope {channel, seq, at, data}.",
      license: { name: "MIT" },
    },
    defaultContentType: "application/json",
    channels: {
      control: CONTROL_CHANNEL,
      stream: STREAM_CHANNEL,
      ...Object.fromEntries(channels.map(({ name, address, root }) => [name, channelOf(name, address, root)])),
    },
    operations: {
      subscribe: SUBSCRIBE_OPERATION,
      ...Object.fromEntries(channels.map(receiveOperation)),
      receive_stream: STREAM_OPERATION,
    },
    components: components(),
  };
}
