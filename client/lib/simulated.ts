import type { Alert } from "../../shared/alerts.ts";
import type { EventView } from "../../shared/events.ts";
import { SCENARIO_NAMES } from "../../shared/generators.ts";

/** Whether a generator made the event; every one of its events says so. */
export function isSimulatedEvent({ attributes }: Pick<EventView, "attributes">): boolean {
  return attributes.simulated === true;
}

const PREFIXES = SCENARIO_NAMES.map((name) => `sim-${name}-`);

/** Whether a generator's events are among those the alert rests on. */
export function isSimulatedAlert({ evidence }: Pick<Alert, "evidence">): boolean {
  return evidence.eventIds.some((id) => id.startsWith("sim-") && PREFIXES.some((prefix) => id.startsWith(prefix)));
}
