import { silenceInputSchema, silenceSchema } from "../../../shared/alerts.ts";
import { anomalyFeedbackSchema, anomalySchema } from "../../../shared/anomalies.ts";
import { pageQuerySchema, pageSchema } from "../../../shared/api.ts";
import { channelInputSchema, channelSchema, channelTestSchema } from "../../../shared/channels.ts";
import type { Route } from "../route.ts";
import { planned } from "./planned.ts";

const anomalies: readonly Route[] = [
  planned({
    method: "post",
    path: "/api/v1/alerts/anomalies/{id}/feedback",
    operationId: "judgeAnomaly",
    summary: "Says whether an anomaly was one",
    access: "operator",
    group: "alerts",
    body: anomalyFeedbackSchema,
    returns: anomalySchema,
  }),
];

const silences: readonly Route[] = [
  planned({
    method: "get",
    path: "/api/v1/alerts/silences",
    operationId: "listSilences",
    summary: "Lists silences",
    access: "viewer",
    group: "alerts",
    query: pageQuerySchema,
    returns: pageSchema(silenceSchema),
  }),
  planned({
    method: "post",
    path: "/api/v1/alerts/silences",
    operationId: "createSilence",
    summary: "Keeps matching alerts from notifying anybody for a while",
    access: "operator",
    group: "alerts",
    body: silenceInputSchema,
    status: 201,
    returns: silenceSchema,
  }),
  planned({
    method: "delete",
    path: "/api/v1/alerts/silences/{id}",
    operationId: "deleteSilence",
    summary: "Ends a silence",
    access: "operator",
    group: "alerts",
  }),
];

const channels: readonly Route[] = [
  planned({
    method: "get",
    path: "/api/v1/alerts/channels",
    operationId: "listChannels",
    summary: "Lists notification targets",
    access: "viewer",
    group: "alerts",
    query: pageQuerySchema,
    returns: pageSchema(channelSchema),
  }),
  planned({
    method: "post",
    path: "/api/v1/alerts/channels",
    operationId: "createChannel",
    summary: "Adds a notification target",
    access: "admin",
    group: "alerts",
    body: channelInputSchema,
    status: 201,
    returns: channelSchema,
  }),
  planned({
    method: "delete",
    path: "/api/v1/alerts/channels/{id}",
    operationId: "deleteChannel",
    summary: "Removes a notification target",
    access: "admin",
    group: "alerts",
  }),
  planned({
    method: "post",
    path: "/api/v1/alerts/channels/{id}/test",
    operationId: "testChannel",
    summary: "Sends a test notification",
    access: "admin",
    group: "alerts",
    returns: channelTestSchema,
  }),
];

export const PLANNED_ALERTS: readonly Route[] = [...anomalies, ...silences, ...channels];
