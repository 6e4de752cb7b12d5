import { expect, test } from "vitest";
import { byMetric, outcomes, scenarioTitle } from "./scenario-text.ts";

test("a scenario's name is written as words", () => {
  expect(scenarioTitle("credential-stuffing")).toBe("Credential stuffing");
});

const address = (ip: string) => ({ metricName: "Failed logins by address", group: { "attributes.ip": ip } });
const ratio = { metricName: "Login failure ratio", group: {} };

test("expected alerts are gathered by metric, in their order", () => {
  expect(byMetric([address("a"), ratio, address("b")])).toEqual([
    { metricName: "Failed logins by address", groups: [address("a"), address("b")] },
    { metricName: "Login failure ratio", groups: [ratio] },
  ]);
});

test.each([
  ["running", "waiting"],
  ["finished", "missing"],
] as const)("while it is %s an alert that has not come is %s", (state, outcome) => {
  const expects = [address("a"), address("b"), ratio];
  const raised = [{ ...address("b"), alertId: "x", at: "2026-03-01T10:00:00.000Z" }];
  expect(outcomes({ expects, raised, alreadyOpen: [ratio], state }).map((entry) => [entry.outcome, entry.alertId])).toEqual([
    [outcome, undefined],
    ["raised", "x"],
    ["open", undefined],
  ]);
});

test("an alert that is expected of whichever group is raised by any", () => {
  const raised = [{ ...address("b"), alertId: "x", at: "2026-03-01T10:00:00.000Z" }];
  const expects = [{ metricName: "Failed logins by address" }];
  expect(outcomes({ expects, raised, alreadyOpen: [], state: "finished" })).toMatchObject([{ outcome: "raised" }]);
});
