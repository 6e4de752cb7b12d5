import { type EngineStatus, engineStatusSchema, type Session, sessionSchema } from "../../shared/api.ts";
import type { EngineAction } from "../../shared/control.ts";
import { type ConfigVariable, type Dependency, dependenciesSchema, systemConfigSchema } from "../../shared/system.ts";
import { request } from "./http.ts";

/** Who we are to the server; throws a problem with status 401 when a token is needed. */
export function getSession(signal?: AbortSignal): Promise<Session> {
  return request(sessionSchema, "/api/v1/session", { signal });
}

export function getEngineStatus(signal?: AbortSignal): Promise<EngineStatus> {
  return request(engineStatusSchema, "/api/v1/alerts/status", { signal });
}

/** Pauses, resumes or reloads the engine; answers with its state after that. */
export function controlEngine(action: EngineAction): Promise<EngineStatus> {
  return request(engineStatusSchema, "/api/v1/alerts/control", { method: "POST", body: { action } });
}

/** What the server depends on, each with its state. */
export async function listDependencies(signal?: AbortSignal): Promise<Dependency[]> {
  return (await request(dependenciesSchema, "/api/v1/system/dependencies", { signal })).items;
}

/** The configuration that this run of the server works with, its secrets masked. */
export async function readConfig(signal?: AbortSignal): Promise<ConfigVariable[]> {
  return (await request(systemConfigSchema, "/api/v1/system/config", { signal })).items;
}
