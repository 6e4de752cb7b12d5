import { cryptoExit } from "./missions/crypto-exit.ts";
import { dormantThenWithdrawal } from "./missions/dormant-then-withdrawal.ts";
import { failedLoginsByAddress } from "./missions/failed-logins-by-address.ts";
import { failedLoginsByCountry } from "./missions/failed-logins-by-country.ts";
import { failedLoginsByHour } from "./missions/failed-logins-by-hour.ts";
import { failedLoginsByNetwork } from "./missions/failed-logins-by-network.ts";
import { failuresAtImportantCustomers } from "./missions/failures-at-important-customers.ts";
import { impossibleTravel } from "./missions/impossible-travel.ts";
import { lockouts } from "./missions/lockouts.ts";
import { loginsWithoutSecondFactor } from "./missions/logins-without-second-factor.ts";
import { newPlaceThenWithdrawal } from "./missions/new-place-then-withdrawal.ts";
import { oneAddressManyAccounts } from "./missions/one-address-many-accounts.ts";
import { secondFactorFailures } from "./missions/second-factor-failures.ts";
import type { Mission } from "./ports.ts";

/** Every mission there is, in the order in which a scan shows them. */
export const MISSIONS: readonly Mission[] = [
  failedLoginsByNetwork,
  failedLoginsByHour,
  failedLoginsByAddress,
  failedLoginsByCountry,
  impossibleTravel,
  newPlaceThenWithdrawal,
  dormantThenWithdrawal,
  oneAddressManyAccounts,
  secondFactorFailures,
  lockouts,
  failuresAtImportantCustomers,
  loginsWithoutSecondFactor,
  cryptoExit,
];
