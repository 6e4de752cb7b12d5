import { AGGREGATE_KINDS, type AggregateKind } from "../../../shared/metrics.ts";
import { Choice } from "../../components/ui/Choice.tsx";
import { TextField } from "../../components/ui/Field.tsx";
import { errorAt } from "./error-at.ts";
import { FilterRows } from "./FilterRows.tsx";
import type { FieldsProps } from "./fields-props.ts";
import { takesField } from "./metric-form.ts";

const KIND_WORDS: Readonly<Record<AggregateKind, string>> = {
  count: "Number of events",
  sum: "Sum of a field",
  avg: "Average of a field",
  min: "Lowest value of a field",
  max: "Highest value of a field",
  distinct: "Different values of a field",
  percentile: "Percentile of a field",
  rate: "Rate a second",
  ratio: "Share of the events that …",
};

/** What is measured of the events, in which window, and for whom. */
export function MeasureFields({ form, errors, disabled, onChange }: FieldsProps) {
  return (
    <section className="form-section">
      <h3>What is measured</h3>
      <div className="form-pair">
        <Choice
          label="Measure"
          disabled={disabled}
          value={form.kind}
          choices={AGGREGATE_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }))}
          onChoose={(kind) => onChange({ kind })}
        />
        {takesField(form.kind) ? (
          <TextField
            label={form.kind === "rate" ? "Field (events when empty)" : "Field"}
            list="event-fields"
            disabled={disabled}
            value={form.field}
            error={errorAt(errors, "aggregate.field")}
            onChange={(field) => onChange({ field })}
          />
        ) : null}
      </div>
      {form.kind === "percentile" ? (
        <TextField
          label="Percentile"
          unit="th"
          inputMode="decimal"
          disabled={disabled}
          value={form.percentile}
          error={errorAt(errors, "aggregate.percentile")}
          onChange={(percentile) => onChange({ percentile })}
        />
      ) : null}
      {form.kind === "ratio" ? (
        <FilterRows
          label="Share of those where"
          rows={form.share}
          path="aggregate.where"
          errors={errors}
          disabled={disabled}
          onChange={(share) => onChange({ share })}
        />
      ) : null}
      {form.kind === "ratio" && form.share.length === 0 && errorAt(errors, "aggregate.where") ? (
        <p className="form-error">{errorAt(errors, "aggregate.where")}</p>
      ) : null}
      <TextField
        label="Each group by itself"
        placeholder="attributes.country"
        hint="Fields, separated by commas. Empty: all events together."
        list="event-fields"
        disabled={disabled}
        value={form.groupBy}
        error={errorAt(errors, "groupBy")}
        onChange={(groupBy) => onChange({ groupBy })}
      />
      <div className="form-pair">
        <TextField
          label="Window"
          placeholder="5m"
          disabled={disabled}
          value={form.size}
          error={errorAt(errors, "window.size")}
          onChange={(size) => onChange({ size })}
        />
        <TextField
          label="Slide"
          placeholder="by itself"
          disabled={disabled}
          value={form.slide}
          error={errorAt(errors, "window.slide")}
          onChange={(slide) => onChange({ slide })}
        />
      </div>
    </section>
  );
}
