import { useMemo, useState } from "react";
import { type Metric, type MetricInput, metricInputSchema } from "../../../shared/metrics.ts";
import { type FieldError, fieldErrors } from "../../../shared/problems.ts";
import { definitionOf, formOf, type MetricForm } from "./metric-form.ts";

/** The text of the YAML editor as it was read. */
export interface YamlDraft {
  readonly definition: unknown;
  /** What keeps it from being read at all. */
  readonly problem?: FieldError | undefined;
}

export interface Draft {
  readonly form: MetricForm;
  /** What is edited, as plain data. */
  readonly definition: unknown;
  /** The definition, once everything in it is right. */
  readonly input: MetricInput | undefined;
  readonly errors: readonly FieldError[];
  /** Whether it says something else than what is saved. */
  readonly isChanged: boolean;
  change(change: Partial<MetricForm>): void;
  /** Takes what was typed as YAML; undefined goes back to the form, with what was typed. */
  setYaml(yaml: YamlDraft | undefined): void;
  /** Moves the threshold, whichever way the definition is edited. */
  setThreshold(value: number): void;
}

/** The definition of a saved metric, without what the server adds. */
export function inputOf({ id: _id, version: _version, createdAt: _createdAt, updatedAt: _updatedAt, ...input }: Metric): MetricInput {
  return input;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

/** Whether two definitions say the same, whatever the order in which they say it. */
export function saysTheSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** A definition that is edited, as a form or as YAML. */
export function useDraft(saved: Metric | undefined, initial: MetricForm): Draft {
  const [form, setForm] = useState(() => (saved ? formOf(inputOf(saved)) : initial));
  const [yaml, setYamlDraft] = useState<YamlDraft>();
  const definition = useMemo(() => (yaml ? yaml.definition : definitionOf(form)), [yaml, form]);
  const checked = useMemo(() => {
    if (yaml?.problem) return { input: undefined, errors: [yaml.problem] };
    const parsed = metricInputSchema.safeParse(definition);
    return parsed.success ? { input: parsed.data, errors: [] } : { input: undefined, errors: fieldErrors(parsed.error) };
  }, [yaml, definition]);
  const setYaml = (next: YamlDraft | undefined) => {
    if (next === undefined && checked.input) setForm(formOf(checked.input));
    setYamlDraft(next);
  };
  const setThreshold = (value: number) => {
    if (!yaml) return setForm((current) => ({ ...current, threshold: String(value) }));
    const { input } = checked;
    if (input && "op" in input.condition) setYamlDraft({ definition: { ...input, condition: { ...input.condition, threshold: value } } });
  };
  return {
    form,
    definition,
    ...checked,
    isChanged: !saved || !saysTheSame(definition, inputOf(saved)),
    change: (change) => setForm((current) => ({ ...current, ...change })),
    setYaml,
    setThreshold,
  };
}
