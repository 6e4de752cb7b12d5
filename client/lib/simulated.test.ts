import { expect, test } from "vitest";
import { makeAlert, makeEvent } from "../testing/alert.ts";
import { isSimulatedAlert, isSimulatedEvent } from "./simulated.ts";

test.each([
  [{ simulated: true }, true],
  [{ simulated: false }, false],
  [{ simulated: "true" }, false],
  [{}, false],
])("an event with %j is simulated: %s", (attributes, expected) => {
  expect(isSimulatedEvent(makeEvent(1, { attributes }))).toBe(expected);
});

test.each([
  [["e1", "sim-credential-stuffing-1-ab-7"], true],
  [["sim-card-4711", "e1"], false],
  [[], false],
])("an alert that rests on %j is simulated: %s", (eventIds, expected) => {
  expect(isSimulatedAlert(makeAlert({ evidence: { eventIds } }))).toBe(expected);
});
