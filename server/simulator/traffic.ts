import { pick, type Random, type Weighted } from "../../db/demo/random.ts";
import type { Person } from "./people.ts";
import { between, cents, skewed, wholeBetween } from "./random.ts";
import type { Draft } from "./scenario.ts";

export const SERVICES = ["auth-api", "payments-api", "wallet-api", "api-gateway", "trading-engine", "kyc-service"] as const;
export type Service = (typeof SERVICES)[number];

export const METHODS: Weighted<string> = [
  ["card", 50],
  ["bank_transfer", 22],
  ["e_wallet", 18],
  ["crypto", 10],
];

const LOGIN_FAILURES: Weighted<string> = [
  ["bad_password", 70],
  ["mfa_failed", 18],
  ["unknown_device", 8],
  ["account_locked", 4],
];

const ERROR_CODES: Weighted<string> = [
  ["upstream_timeout", 40],
  ["connection_reset", 25],
  ["internal", 20],
  ["bad_gateway", 15],
];

function whereabouts({ country, ip, device }: Person) {
  return { country, ip, device };
}

export function loginSucceeded(random: Random, person: Person): Draft {
  const attributes = { ...whereabouts(person), mfaUsed: random() < 0.6 };
  return { type: "login.succeeded", source: "auth-api", severity: "info", userId: person.userId, attributes };
}

export function loginFailed(random: Random, person: Person, reason = pick(random, LOGIN_FAILURES)): Draft {
  const attributes = { ...whereabouts(person), reason };
  return { type: "login.failed", source: "auth-api", severity: "low", userId: person.userId, attributes };
}

export function paymentCompleted(
  random: Random,
  person: Person,
  method: string,
  latencyMs = Math.round(skewed(random, 120, 1_800)),
): Draft {
  const value = cents(skewed(random, 10, 4_000));
  const attributes = { ...whereabouts(person), method, currency: "USD", latencyMs };
  return { type: "payment.completed", source: "payments-api", severity: "info", value, userId: person.userId, attributes };
}

export function paymentFailed(random: Random, person: Person, method: string, reason: string): Draft {
  const value = cents(skewed(random, 10, 4_000));
  const attributes = { ...whereabouts(person), method, currency: "USD", reason, latencyMs: Math.round(skewed(random, 200, 3_000)) };
  return { type: "payment.failed", source: "payments-api", severity: "medium", value, userId: person.userId, attributes };
}

export function userRegistered(random: Random, person: Person): Draft {
  const attributes = { ...whereabouts(person), channel: random() < 0.3 ? "referral" : "organic" };
  return { type: "user.registered", source: "auth-api", severity: "info", userId: person.userId, attributes };
}

/** `value` is in USD. */
export function depositCompleted(random: Random, person: Person, value: number, method = pick(random, METHODS)): Draft {
  const attributes = { ...whereabouts(person), method, currency: "USD" };
  return { type: "deposit.completed", source: "wallet-api", severity: "info", value: cents(value), userId: person.userId, attributes };
}

/** `value` is in USD. */
export function depositFailed(random: Random, person: Person, value: number, method = pick(random, METHODS)): Draft {
  const attributes = { ...whereabouts(person), method, currency: "USD", reason: random() < 0.7 ? "card_declined" : "cvc_mismatch" };
  return { type: "deposit.failed", source: "wallet-api", severity: "low", value: cents(value), userId: person.userId, attributes };
}

/** `value` is in USD. */
export function withdrawalRequested(random: Random, person: Person, value: number): Draft {
  const attributes = { ...whereabouts(person), method: pick(random, METHODS), currency: "USD" };
  return { type: "withdrawal.requested", source: "wallet-api", severity: "info", value: cents(value), userId: person.userId, attributes };
}

export function serviceError(random: Random, service: Service): Draft {
  const attributes = { ...instanceOf(random, service), error: pick(random, ERROR_CODES) };
  return { type: "service.error", source: service, severity: "high", attributes };
}

export function serviceHeartbeat(random: Random, service: Service): Draft {
  const attributes = { ...instanceOf(random, service), cpu: cents(between(random, 0.1, 0.7)) };
  return { type: "service.heartbeat", source: service, severity: "info", attributes };
}

/** `value` is in ms. */
export function serviceLatency(random: Random, service: Service): Draft {
  return {
    type: "service.latency",
    source: service,
    severity: "info",
    value: Math.round(skewed(random, 4, 400)),
    attributes: instanceOf(random, service),
  };
}

/** What the time monitor measures of one instance; `value` is how far its clock is off, ms. */
export function clockOffset(instance: string, value: number): Draft {
  return { type: "clock.offset", source: "time-monitor", severity: "info", value: Math.round(value), attributes: { instance } };
}

/** A source's own word on how old what it sends is; `value` is in ms. */
export function deliveryLag(source: string, value: number): Draft {
  return { type: "delivery.lag", source, severity: "info", value: Math.round(value), attributes: {} };
}

export function instanceOf(random: Random, service: Service) {
  return { instance: `${service}-${wholeBetween(random, 1, 3)}` };
}
