import type { FieldError } from "../../../shared/problems.ts";
import type { MetricForm } from "./metric-form.ts";

/** What every part of the form gets. */
export interface FieldsProps {
  readonly form: MetricForm;
  readonly errors: readonly FieldError[];
  readonly disabled: boolean;
  readonly onChange: (change: Partial<MetricForm>) => void;
}
