import { describeEventLog } from "../contract/event-log.ts";
import { describeEventLogProperties } from "../contract/event-log-property.ts";
import { describeEventLogReads } from "../contract/event-log-reads.ts";
import { sqlitePlace } from "./sqlite-place.ts";

describeEventLog("sqlite", sqlitePlace);
describeEventLogReads("sqlite", sqlitePlace);
describeEventLogProperties("sqlite", sqlitePlace);
