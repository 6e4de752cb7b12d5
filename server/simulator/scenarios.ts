import type { Scenario } from "./scenario.ts";
import { burst } from "./scenarios/burst.ts";
import { calm } from "./scenarios/calm.ts";
import { credentialStuffing } from "./scenarios/credential-stuffing.ts";
import { paymentOutage } from "./scenarios/payment-outage.ts";
import { withdrawalSpike } from "./scenarios/withdrawal-spike.ts";

export const SCENARIOS = {
  calm,
  "credential-stuffing": credentialStuffing,
  "payment-outage": paymentOutage,
  "withdrawal-spike": withdrawalSpike,
  burst,
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(SCENARIOS, name);
}
