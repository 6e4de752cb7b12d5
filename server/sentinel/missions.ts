import { cardTesting } from "./missions/card-testing.ts";
import { closedAccountsLogIn } from "./missions/closed-accounts-log-in.ts";
import { closedAccountsMoney } from "./missions/closed-accounts-money.ts";
import { closedAccountsWithdraw } from "./missions/closed-accounts-withdraw.ts";
import { cryptoExit } from "./missions/crypto-exit.ts";
import { dormantThenWithdrawal } from "./missions/dormant-then-withdrawal.ts";
import { duplicates } from "./missions/duplicates.ts";
import { eWalletMix } from "./missions/e-wallet-mix.ts";
import { equalAmounts } from "./missions/equal-amounts.ts";
import { expiredKycWithdrawals } from "./missions/expired-kyc-withdrawals.ts";
import { failedLoginsByAddress } from "./missions/failed-logins-by-address.ts";
import { failedLoginsByCountry } from "./missions/failed-logins-by-country.ts";
import { failedLoginsByHour } from "./missions/failed-logins-by-hour.ts";
import { failedLoginsByNetwork } from "./missions/failed-logins-by-network.ts";
import { failedPaymentsByCurrency } from "./missions/failed-payments-by-currency.ts";
import { failedPaymentsByMethod } from "./missions/failed-payments-by-method.ts";
import { failuresAtImportantCustomers } from "./missions/failures-at-important-customers.ts";
import { feeFaults } from "./missions/fee-faults.ts";
import { feeIncome } from "./missions/fee-income.ts";
import { highRiskVolume } from "./missions/high-risk-volume.ts";
import { impossibleTravel } from "./missions/impossible-travel.ts";
import { kycQueue } from "./missions/kyc-queue.ts";
import { largeExpiredKyc } from "./missions/large-expired-kyc.ts";
import { largeUnflagged } from "./missions/large-unflagged.ts";
import { largeUnverified } from "./missions/large-unverified.ts";
import { lockouts } from "./missions/lockouts.ts";
import { loginsWithoutSecondFactor } from "./missions/logins-without-second-factor.ts";
import { mule } from "./missions/mule.ts";
import { netOutflow } from "./missions/net-outflow.ts";
import { newAccountCashOut } from "./missions/new-account-cash-out.ts";
import { newPlaceThenWithdrawal } from "./missions/new-place-then-withdrawal.ts";
import { oneAddressManyAccounts } from "./missions/one-address-many-accounts.ts";
import { ownMaximum } from "./missions/own-maximum.ts";
import { pendingKyc } from "./missions/pending-kyc.ts";
import { pendingWithdrawals } from "./missions/pending-withdrawals.ts";
import { pepVolume } from "./missions/pep-volume.ts";
import { rapidInOut } from "./missions/rapid-in-out.ts";
import { rateFaults } from "./missions/rate-faults.ts";
import { reversals } from "./missions/reversals.ts";
import { riskyCountriesMoney } from "./missions/risky-countries-money.ts";
import { secondFactorFailures } from "./missions/second-factor-failures.ts";
import { signUpsByCountry } from "./missions/sign-ups-by-country.ts";
import { silence } from "./missions/silence.ts";
import { slowProcessing } from "./missions/slow-processing.ts";
import { slowestHour } from "./missions/slowest-hour.ts";
import { structuring } from "./missions/structuring.ts";
import { timeFaults } from "./missions/time-faults.ts";
import { topCustomers } from "./missions/top-customers.ts";
import { totalLogins } from "./missions/total-logins.ts";
import { totalSignUps } from "./missions/total-sign-ups.ts";
import { totalVolume } from "./missions/total-volume.ts";
import { unknownValues } from "./missions/unknown-values.ts";
import { unverifiedMoney } from "./missions/unverified-money.ts";
import { unverifiedTurnover } from "./missions/unverified-turnover.ts";
import { velocity } from "./missions/velocity.ts";
import { withdrawalsByMethod } from "./missions/withdrawals-by-method.ts";
import type { Mission } from "./ports.ts";

/** Every mission there is, by domain, in the order in which a scan shows them when nothing has moved. */
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
  structuring,
  largeExpiredKyc,
  expiredKycWithdrawals,
  closedAccountsWithdraw,
  closedAccountsMoney,
  largeUnverified,
  unverifiedMoney,
  pepVolume,
  largeUnflagged,
  highRiskVolume,
  riskyCountriesMoney,
  equalAmounts,
  pendingKyc,
  unverifiedTurnover,
  closedAccountsLogIn,
  cryptoExit,
  withdrawalsByMethod,
  mule,
  signUpsByCountry,
  rapidInOut,
  ownMaximum,
  cardTesting,
  velocity,
  newAccountCashOut,
  netOutflow,
  rateFaults,
  topCustomers,
  failedPaymentsByMethod,
  failedPaymentsByCurrency,
  pendingWithdrawals,
  reversals,
  slowProcessing,
  feeFaults,
  feeIncome,
  eWalletMix,
  kycQueue,
  slowestHour,
  totalVolume,
  totalLogins,
  totalSignUps,
  silence,
  duplicates,
  timeFaults,
  unknownValues,
];
