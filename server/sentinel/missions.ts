import { cryptoExit } from "./missions/crypto-exit.ts";
import { failedLoginsByNetwork } from "./missions/failed-logins-by-network.ts";
import type { Mission } from "./ports.ts";

/** Every mission there is, in the order in which a scan shows them. */
export const MISSIONS: readonly Mission[] = [failedLoginsByNetwork, cryptoExit];
