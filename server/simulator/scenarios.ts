import { SCENARIO_NAMES, type ScenarioName } from "../../shared/generators.ts";
import type { Scenario } from "./scenario.ts";
import { burst } from "./scenarios/burst.ts";
import { calm } from "./scenarios/calm.ts";
import { cardTesting } from "./scenarios/card-testing.ts";
import { clockSkew } from "./scenarios/clock-skew.ts";
import { credentialStuffing } from "./scenarios/credential-stuffing.ts";
import { duplicateStorm } from "./scenarios/duplicate-storm.ts";
import { lateData } from "./scenarios/late-data.ts";
import { paymentOutage } from "./scenarios/payment-outage.ts";
import { silentSource } from "./scenarios/silent-source.ts";
import { withdrawalSpike } from "./scenarios/withdrawal-spike.ts";

export const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = {
  calm,
  "credential-stuffing": credentialStuffing,
  "payment-outage": paymentOutage,
  "withdrawal-spike": withdrawalSpike,
  burst,
  "card-testing": cardTesting,
  "silent-source": silentSource,
  "clock-skew": clockSkew,
  "duplicate-storm": duplicateStorm,
  "late-data": lateData,
};

export function isScenarioName(name: string): name is ScenarioName {
  return SCENARIO_NAMES.some((known) => known === name);
}
