import { bulkInputSchema, bulkResultSchema } from "../../../shared/alerts.ts";
import { asApiError } from "../../http/problem.ts";
import { ok, route } from "../route.ts";
import { actOnAlert } from "./act-on-alert.ts";

type Outcome = { id: string; ok: boolean; code?: string; detail?: string };

/** How many go through the log at once; one at a time would pay a commit each. */
const AT_ONCE = 50;

export const actOnAlerts = route({
  method: "post",
  path: "/api/v1/alerts/history/bulk",
  operationId: "actOnAlerts",
  summary: "Acknowledges or resolves many alerts; says for each what became of it",
  access: "operator",
  group: "alerts",
  body: bulkInputSchema,
  responses: { 200: { description: "A result for each id, in order.", schema: bulkResultSchema } },
  handle: async (services, { body: { ids, action, note }, identity }) => {
    const one = async (id: string): Promise<Outcome> => {
      try {
        await actOnAlert(services, id, note === undefined ? { action } : { action, note }, identity.actor);
        return { id, ok: true };
      } catch (error) {
        const { code, message } = asApiError(error);
        return { id, ok: false, code, detail: message };
      }
    };
    const results: Outcome[] = [];
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      results.push(...(await Promise.all(ids.slice(start, start + AT_ONCE).map(one))));
    }
    return ok({ results });
  },
});
