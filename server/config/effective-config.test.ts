import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systemConfigSchema } from "../../shared/system.ts";
import { parseConfig } from "./config.ts";
import { effectiveConfig } from "./effective-config.ts";
import { VARIABLES } from "./variables.ts";

function effective(environment: Record<string, string>, ...fromFile: string[]) {
  const items = effectiveConfig({ environment, fromFile: new Set(fromFile) });
  return new Map(systemConfigSchema.parse({ items }).items.map((item) => [item.name, item]));
}
const shownAs = (name: keyof typeof VARIABLES, text: string) => effective({ [name]: text }).get(name)?.value;

describe("the effective configuration", () => {
  it("has every variable, by default with its default", () => {
    const items = [...effective({}).values()];
    expect(items.map(({ name }) => name)).toEqual(Object.keys(VARIABLES));
    expect(items.every(({ origin }) => origin === "default")).toBe(true);
    expect(items.find(({ name }) => name === "PORT")).toMatchObject({ value: "3000", secret: false });
    expect(items.find(({ name }) => name === "DATABASE_URL")).toMatchObject({ value: null, fallback: "sqlite:$DATA_DIR/demo.sqlite" });
    expect(items.every(({ description }) => description !== "")).toBe(true);
  });

  it("says where a value comes from; an empty one is none", () => {
    const items = effective({ PORT: " 4000 ", HOST: "0.0.0.0", LOG_LEVEL: "" }, "HOST", "LOG_LEVEL");
    expect(items.get("PORT")).toMatchObject({ value: "4000", origin: "environment" });
    expect(items.get("HOST")).toMatchObject({ value: "0.0.0.0", origin: ".env" });
    expect(items.get("LOG_LEVEL")).toMatchObject({ value: "info", origin: "default" });
  });

  it("is part of the configuration that was checked", () => {
    expect(parseConfig({ PORT: "0" }, new Set(["PORT"])).effective.find(({ name }) => name === "PORT")).toMatchObject({
      value: "0",
      origin: ".env",
    });
  });

  it.each([
    ["API_TOKENS", "feed:producer:secret-one, anna:admin:a:b:secret-two", "feed:producer:***,anna:admin:***"],
    ["GOOGLE_API_KEY", "AIzaSecret", "***"],
    ["OPENAI_API_KEY", "sk-secret", "***"],
    ["DATABASE_URL", "sqlite:./demo.sqlite", "sqlite:./demo.sqlite"],
    ["DATABASE_URL", "postgres://reader:pw@db.example:5432/shop?password=pw", "postgres://***@db.example:5432/shop?***"],
    ["APP_DATABASE_URL", "postgresql://db.example/app", "postgresql://db.example/app"],
    ["REDIS_URL", "redis://:pw@one:6379/0,rediss://two", "redis://***@one:6379/0,rediss://two"],
    ["LLM_BASE_URL", "https://token@proxy.example/v1?key=k#k", "https://***@proxy.example/v1?***"],
    ["RETENTION_DAYS", "7", "7"],
  ] as const)("shows %s %s as %s", (name, text, shown) => {
    expect(shownAs(name, text)).toBe(shown);
  });
});

it("never shows a secret, wherever it stands", () => {
  const secret = fc.stringMatching(/^[!$'()*+;A-Za-z0-9._~-]{12,40}$/).map((text) => `Zq9${text}`);
  fc.assert(
    fc.property(secret, secret, secret, (one, two, three) => {
      const part = encodeURIComponent;
      const environment = {
        API_TOKENS: `feed:producer:${one},anna:admin:${two}x${three}`,
        GOOGLE_API_KEY: one,
        OPENAI_API_KEY: ` ${two} `,
        DATABASE_URL: `postgres://${part(one)}:${part(two)}@db.example/shop?sslpassword=${part(three)}`,
        APP_DATABASE_URL: `postgresql://${part(three)}@db.example/app?${part(one)}`,
        REDIS_URL: `redis://:${part(one)}@a:1,rediss://${part(two)}:${part(three)}@b`,
        LLM_BASE_URL: `https://${part(one)}:${part(two)}@proxy.example/v1?key=${part(three)}#${part(one)}`,
      };
      const shown = JSON.stringify([...effective(environment).values()]);
      for (const each of [one, two, three]) {
        expect(shown).not.toContain(each);
        expect(shown).not.toContain(part(each));
      }
      expect(shown).toContain("anna:admin:***");
    }),
  );
});

it("shows nothing of a secret variable that does not say what of it may be seen", () => {
  for (const [name, variable] of Object.entries(VARIABLES)) {
    if (!("secret" in variable) || "show" in variable) continue;
    expect(shownAs(name as keyof typeof VARIABLES, "Zq9-very-secret")).toBe("***");
  }
});
