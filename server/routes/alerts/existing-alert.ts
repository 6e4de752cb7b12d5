import type { AlertStore } from "../../../db/ports.ts";
import type { Alert } from "../../../shared/alerts.ts";
import { notFound } from "../../http/api-error.ts";

/** Throws `not_found`. */
export async function existingAlert(alerts: AlertStore, id: string): Promise<Alert> {
  const alert = await alerts.get(id);
  if (!alert) throw notFound(`alert ${id}`);
  return alert;
}
