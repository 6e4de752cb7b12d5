import type { Candidate } from "../candidate.ts";
import { field, is } from "../plan-parts.ts";
import type { Mission } from "../ports.ts";
import { surgeMission } from "../surge.ts";
import { plural } from "../wording.ts";

function networkOf(address: string): string {
  return address.replace(/\d+$/, "0/24");
}

const byAddress = surgeMission({
  id: "security.failed-logins-by-address",
  domain: "security",
  title: "Password spraying from one address",
  question: "Did one address fail to log in to many different accounts within an hour?",
  needs: { login_events: ["user_id", "outcome", "ip_address", "mfa_used", "created_at"] },
  entity: "login_events",
  where: is("outcome", "failure"),
  key: field("ip_address"),
  windowMinutes: 60,
  minimum: 25,
  minimumUsers: 15,
  uncontrolled: is("mfa_used", false),
  show: ["id", "user_id", "ip_address", "country", "device", "failure_reason", "mfa_used", "created_at"],
  actors: false,
  titleOf: ({ key, n, users }) => `${n} failed logins at ${plural(users, "customer")} from the address ${key}`,
  traits: (key) => ({ networks: [networkOf(key)] }),
  split: ["failure_reason", "device"],
  recommendation: "Block the address and make the customers it tried change their passwords.",
});

/** Several addresses of one network are told by the mission about networks. */
function alone({ group }: Candidate, all: readonly Candidate[]): boolean {
  return all.filter((other) => networkOf(other.group) === networkOf(group)).length === 1;
}

export const failedLoginsByAddress: Mission = {
  ...byAddress,
  look: async (context) => (await byAddress.look(context)).filter((candidate, _index, all) => alone(candidate, all)),
};
