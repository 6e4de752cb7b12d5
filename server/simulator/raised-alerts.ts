import type { AppDatabase } from "../../db/ports.ts";
import type { Alert, Group } from "../../shared/alerts.ts";
import type { ExpectedAlert, RaisedAlert } from "../../shared/generators.ts";

type Read = Pick<AppDatabase, "alerts" | "metrics">;

/** More than one group of a metric is never expected in larger numbers. */
const ALERTS_OF_A_METRIC = 500;

function sameGroup(wanted: Group | undefined, group: Group): boolean {
  if (wanted === undefined) return true;
  const fields = Object.keys(wanted);
  return fields.length === Object.keys(group).length && fields.every((field) => wanted[field] === group[field]);
}

/** Watches which of the expected alerts open. */
export class RaisedAlerts {
  readonly alreadyOpen: ExpectedAlert[] = [];
  readonly raised: RaisedAlert[] = [];
  readonly #app: Read;
  readonly #sinceMs: number;
  /** Those that have not opened yet. */
  readonly #missing: Set<ExpectedAlert>;
  /** Alerts that were open from the beginning and have been ever since. */
  #openSince: ReadonlySet<string> = new Set();

  /** `sinceMs` is the beginning, epoch ms. */
  constructor(app: Read, expects: readonly ExpectedAlert[], sinceMs: number) {
    this.#app = app;
    this.#sinceMs = sinceMs;
    this.#missing = new Set(expects);
  }

  get complete(): boolean {
    return this.#missing.size === 0;
  }

  /** Notes what is open before the first event. */
  async begin(): Promise<void> {
    const open: string[] = [];
    for (const expected of this.#missing) {
      const alerts = (await this.#openAlerts(expected.metricName)).filter(({ group }) => sameGroup(expected.group, group));
      if (alerts.length > 0) this.alreadyOpen.push(expected);
      open.push(...alerts.map(({ id }) => id));
    }
    this.#openSince = new Set(open);
  }

  /** Looks for what has opened; whether anything has. */
  async look(): Promise<boolean> {
    const before = this.raised.length;
    const names = new Set([...this.#missing].map(({ metricName }) => metricName));
    const stillOpen = new Set<string>();
    for (const name of names) {
      const open = await this.#openAlerts(name);
      for (const { id } of open) if (this.#openSince.has(id)) stillOpen.add(id);
      const opened = open.filter(({ id }) => !this.#openSince.has(id));
      this.#match(name, [...opened, ...(await this.#openedSince(name))]);
    }
    this.#openSince = stillOpen;
    return this.raised.length > before;
  }

  #match(metricName: string, alerts: readonly Alert[]): void {
    for (const expected of this.#missing) {
      if (expected.metricName !== metricName) continue;
      const alert = alerts.find(({ group }) => sameGroup(expected.group, group));
      if (!alert) continue;
      this.#missing.delete(expected);
      this.raised.push({ metricName, group: alert.group, alertId: alert.id, at: alert.startedAt });
    }
  }

  /** Firing now, however long ago they began: an alert may have been reopened. */
  async #openAlerts(metricName: string): Promise<Alert[]> {
    return this.#alertsOf(metricName, { status: ["firing", "acknowledged"] });
  }

  /** Begun since, also where it is over again. */
  async #openedSince(metricName: string): Promise<Alert[]> {
    return this.#alertsOf(metricName, { status: ["firing", "acknowledged", "resolved"], from: this.#sinceMs });
  }

  async #alertsOf(metricName: string, filter: Parameters<Read["alerts"]["list"]>[0]): Promise<Alert[]> {
    const metric = await this.#app.metrics.getByName(metricName);
    if (!metric) return [];
    return (await this.#app.alerts.list({ ...filter, metricId: metric.id }, { limit: ALERTS_OF_A_METRIC })).items;
  }
}
