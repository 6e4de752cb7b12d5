import type { Health, HealthCheck } from "../../../shared/api.ts";
import type { Services } from "../services.ts";

export type Checked = Pick<Services, "app" | "asked" | "log" | "runtime" | "model" | "identity" | "dependencies" | "now">;

/** A database that takes longer counts as unreachable. */
const PING_MS = 2_000;

async function timed<T>(task: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), PING_MS);
  });
  try {
    return await Promise.race([task, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** The data being asked about; the demo data are yet to be made where nothing else was configured. */
async function checkDatabase({ asked }: Checked): Promise<HealthCheck> {
  try {
    const latencyMs = await timed(asked.ping());
    return latencyMs === undefined ? { status: "not_configured", detail: "the demo data are not there yet" } : { status: "ok", latencyMs };
  } catch {
    return { status: "unreachable", detail: "the database does not answer" };
  }
}

async function checkAppDatabase({ app, log }: Checked): Promise<HealthCheck> {
  const started = performance.now();
  try {
    await timed(app.ping());
  } catch {
    return { status: "unreachable", detail: "the database does not answer" };
  }
  const latencyMs = Math.round((performance.now() - started) * 10) / 10;
  const health = log.health();
  if (health === "open") return { status: "ok", latencyMs };
  if (health === "full") return { status: "degraded", latencyMs, detail: "the disk is short of space; no events are taken" };
  return { status: "unreachable", latencyMs, detail: "the event log cannot be written" };
}

function checkStream({ runtime }: Checked): HealthCheck {
  const { state, lagMs } = runtime.status();
  return state === "recovering"
    ? { status: "degraded", detail: state }
    : { status: "ok", detail: `${state}, ${Math.round(lagMs)} ms behind` };
}

const NOT_CONFIGURED: HealthCheck = { status: "not_configured" };

/** As its last call went; questions are answered without it too. */
function checkModel({ model }: Checked): HealthCheck {
  if (!model) return NOT_CONFIGURED;
  const trouble = model.trouble();
  const detail = `${model.provider}, ${model.name}`;
  return trouble === undefined ? { status: "ok", detail } : { status: "degraded", detail: `${detail}: ${trouble}` };
}

/** What works and what does not; what is not part of this version is not configured. */
export async function healthReport(services: Checked): Promise<Health> {
  const { identity, dependencies, now } = services;
  const [database, appDatabase] = await Promise.all([checkDatabase(services), checkAppDatabase(services)]);
  const checks = {
    database,
    appDatabase,
    cache: NOT_CONFIGURED,
    llm: checkModel(services),
    stream: checkStream(services),
  };
  dependencies.saw(checks, now());
  const sound = Object.values(checks).every(({ status }) => status === "ok" || status === "not_configured");
  return {
    status: sound ? "ok" : "degraded",
    version: identity.version,
    uptimeSeconds: Math.floor((now() - identity.startedAt) / 1_000),
    checks,
  };
}

/** Whether a database cannot be reached, which is what makes a health answer a 503. */
export function isUnreachable({ checks }: Health): boolean {
  return Object.values(checks).some(({ status }) => status === "unreachable");
}
