import { useState } from "react";
import { useSearchParams } from "react-router";
import { GENERATOR_LIMITS, type GeneratorInput, generatorInputSchema } from "../../../shared/generators.ts";
import { fieldErrors } from "../../../shared/problems.ts";

/** What is started next, as it is typed. */
export interface Settings {
  readonly scenario: string;
  readonly rate: string;
  readonly duration: string;
  readonly seed: string;
}

const DEFAULTS: Settings = {
  scenario: "credential-stuffing",
  rate: String(GENERATOR_LIMITS.defaultRate),
  duration: GENERATOR_LIMITS.defaultDuration,
  seed: String(GENERATOR_LIMITS.defaultSeed),
};

export interface SettingsForm {
  readonly settings: Settings;
  /** The request, once everything in it is right. */
  readonly input: GeneratorInput | undefined;
  /** What is wrong, by field. */
  readonly errors: Readonly<Partial<Record<string, string>>>;
  set(change: Partial<Settings>): void;
}

function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

const HINTS: Readonly<Record<string, string>> = {
  rate: `A number from 0.1 to ${GENERATOR_LIMITS.rate.toLocaleString("en-US")}`,
  duration: "1s to 1h, such as 90s or 5m",
  seed: "A whole number from 0",
};

/** Reads the settings; those that do not fit say so in words. */
export function checkSettings(settings: Settings): Pick<SettingsForm, "input" | "errors"> {
  const { scenario, rate, duration, seed } = settings;
  const parsed = generatorInputSchema.safeParse({ scenario, rate: numberOf(rate), duration: duration.trim(), seed: numberOf(seed) });
  if (parsed.success) return { input: parsed.data, errors: {} };
  return {
    input: undefined,
    errors: Object.fromEntries(fieldErrors(parsed.error).map(({ path, message }) => [path, HINTS[path] ?? message])),
  };
}

const NAMES = Object.keys(DEFAULTS) as (keyof Settings)[];

function settingsOf(params: URLSearchParams): Settings {
  return Object.fromEntries(NAMES.map((name) => [name, params.get(name) ?? DEFAULTS[name]])) as unknown as Settings;
}

function withSettings(params: URLSearchParams, settings: Settings): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of NAMES) {
    if (settings[name] === DEFAULTS[name]) next.delete(name);
    else next.set(name, settings[name]);
  }
  return next;
}

/** The settings stand in the address, but for those that are the default; it follows what is typed. */
export function useSettings(): SettingsForm {
  const [params, setParams] = useSearchParams();
  // The address changes with a delay, in which a key that is typed next would be lost.
  const [settings, setSettings] = useState(() => settingsOf(params));
  const set = (change: Partial<Settings>) => {
    const next = { ...settings, ...change };
    setSettings(next);
    setParams((current) => withSettings(current, next), { replace: true });
  };
  return { settings, set, ...checkSettings(settings) };
}
