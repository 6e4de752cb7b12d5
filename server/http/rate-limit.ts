import { type RateLimitRequestHandler, rateLimit } from "express-rate-limit";
import { ApiError } from "./api-error.ts";
import { identityOf } from "./request-state.ts";

const MINUTE_MS = 60_000;

/** Lets each token make so many requests a minute in one group of routes; beyond it `rate_limited` with Retry-After. */
export function createRateLimit(perMinute: number): RateLimitRequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: perMinute,
    standardHeaders: "draft-8",
    legacyHeaders: false,
    keyGenerator: (request) => identityOf(request).actor,
    handler: (request, _response, next) => {
      const info = (request as { rateLimit?: { resetTime?: Date } }).rateLimit;
      const seconds = Math.max(1, Math.ceil(((info?.resetTime?.getTime() ?? 0) - Date.now()) / 1_000));
      next(
        new ApiError("rate_limited", `At most ${perMinute} requests a minute; try again in ${seconds} s.`, {
          headers: { "Retry-After": String(seconds) },
        }),
      );
    },
  });
}
