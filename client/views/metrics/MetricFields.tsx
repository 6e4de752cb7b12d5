import { Choice } from "../../components/ui/Choice.tsx";
import { FormField, TextField } from "../../components/ui/Field.tsx";
import { SEVERITIES_DOWN } from "../../lib/alert-text.ts";
import { ConditionFields } from "./ConditionFields.tsx";
import { errorAt } from "./error-at.ts";
import { FilterRows } from "./FilterRows.tsx";
import type { FieldsProps } from "./fields-props.ts";
import { MeasureFields } from "./MeasureFields.tsx";
import { MoreFields } from "./MoreFields.tsx";

const FIELDS = [
  "value",
  "severity",
  "userId",
  "source",
  "type",
  "attributes.country",
  "attributes.ip",
  "attributes.method",
  "attributes.instance",
];
const SEVERITY_WORDS = { critical: "Critical", high: "High", medium: "Medium", low: "Low", info: "Info" } as const;
const DOMAINS = ["security", "compliance", "risk", "operations", "general"];

function Identity({ form, errors, disabled, onChange }: FieldsProps) {
  return (
    <section className="form-section">
      <TextField
        label="Name"
        value={form.name}
        disabled={disabled}
        error={errorAt(errors, "name")}
        onChange={(name) => onChange({ name })}
      />
      <FormField label="Description" error={errorAt(errors, "description")}>
        {({ id, describedBy }) => (
          <textarea
            id={id}
            aria-describedby={describedBy}
            className="area"
            rows={2}
            disabled={disabled}
            value={form.description}
            onChange={({ target }) => onChange({ description: target.value })}
          />
        )}
      </FormField>
      <div className="form-pair">
        <TextField
          label="Domain"
          list="domains"
          disabled={disabled}
          value={form.domain}
          error={errorAt(errors, "domain")}
          onChange={(domain) => onChange({ domain })}
        />
        <Choice
          label="Severity"
          disabled={disabled}
          value={form.severity}
          choices={SEVERITIES_DOWN.map((value) => ({ value, label: SEVERITY_WORDS[value] }))}
          onChoose={(severity) => onChange({ severity })}
        />
      </div>
    </section>
  );
}

/** A definition as a form: which events, what is measured of them, when it is too much, and what follows. */
export function MetricFields(props: FieldsProps) {
  const { form, errors, disabled, onChange } = props;
  return (
    <div className="metric-form">
      <datalist id="event-fields">
        {FIELDS.map((field) => (
          <option key={field} value={field} />
        ))}
      </datalist>
      <datalist id="domains">
        {DOMAINS.map((domain) => (
          <option key={domain} value={domain} />
        ))}
      </datalist>
      <Identity {...props} />
      <section className="form-section">
        <h3>Which events</h3>
        <TextField
          label="Types"
          placeholder="login.failed, payment.*"
          hint="Separated by commas; * stands for any rest."
          disabled={disabled}
          value={form.types}
          error={errorAt(errors, "select.types")}
          onChange={(types) => onChange({ types })}
        />
        <FilterRows
          label="Only where"
          rows={form.where}
          path="select.where"
          errors={errors}
          disabled={disabled}
          onChange={(where) => onChange({ where })}
        />
      </section>
      <MeasureFields {...props} />
      <ConditionFields {...props} />
      <MoreFields {...props} />
    </div>
  );
}
