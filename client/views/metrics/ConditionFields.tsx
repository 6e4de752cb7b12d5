import type { ThresholdOp } from "../../../shared/metrics.ts";
import { Choice } from "../../components/ui/Choice.tsx";
import { TextField } from "../../components/ui/Field.tsx";
import { Segmented } from "../../components/ui/Segmented.tsx";
import { errorAt } from "./error-at.ts";
import type { FieldsProps } from "./fields-props.ts";
import type { ConditionKind } from "./metric-form.ts";

const KINDS: readonly { readonly value: ConditionKind; readonly label: string }[] = [
  { value: "threshold", label: "Threshold" },
  { value: "anomaly", label: "Anomaly" },
  { value: "absent", label: "Silence" },
];

const OPS: readonly { readonly value: ThresholdOp; readonly label: string }[] = [
  { value: "gt", label: "above" },
  { value: "gte", label: "at or above" },
  { value: "lt", label: "below" },
  { value: "lte", label: "at or below" },
];

function Threshold({ form, errors, disabled, onChange }: FieldsProps) {
  return (
    <>
      <div className="form-pair">
        <Choice label="Alert when it is" disabled={disabled} value={form.op} choices={OPS} onChoose={(op) => onChange({ op })} />
        <TextField
          label="Threshold"
          unit={form.kind === "ratio" ? "0 to 1" : form.kind === "rate" ? "/s" : ""}
          inputMode="decimal"
          disabled={disabled}
          value={form.threshold}
          error={errorAt(errors, "condition")}
          onChange={(threshold) => onChange({ threshold })}
        />
      </div>
      <TextField
        label="Recovers at"
        placeholder="the threshold"
        inputMode="decimal"
        disabled={disabled}
        value={form.recoverAt}
        error={errorAt(errors, "recoverAt")}
        onChange={(recoverAt) => onChange({ recoverAt })}
      />
    </>
  );
}

function Anomaly({ form, disabled, onChange }: FieldsProps) {
  return (
    <div className="form-pair">
      <Choice
        label="Unusual"
        disabled={disabled}
        value={form.direction}
        choices={[
          { value: "up", label: "upwards" },
          { value: "down", label: "downwards" },
          { value: "both", label: "either way" },
        ]}
        onChoose={(direction) => onChange({ direction })}
      />
      <Choice
        label="Sensitivity"
        disabled={disabled}
        value={form.sensitivity}
        choices={[
          { value: "low", label: "Low" },
          { value: "medium", label: "Medium" },
          { value: "high", label: "High" },
        ]}
        onChoose={(sensitivity) => onChange({ sensitivity })}
      />
    </div>
  );
}

/** When it is too much, and for how long it must be. */
export function ConditionFields(props: FieldsProps) {
  const { form, errors, disabled, onChange } = props;
  return (
    <section className="form-section">
      <div className="form-line">
        <h3>When it alerts</h3>
        {disabled ? null : (
          <Segmented label="Kind of condition" value={form.condition} choices={KINDS} onChoose={(condition) => onChange({ condition })} />
        )}
      </div>
      {form.condition === "threshold" ? <Threshold {...props} /> : null}
      {form.condition === "anomaly" ? <Anomaly {...props} /> : null}
      {form.condition === "absent" ? (
        <p className="form-hint">It alerts when a group that was there sends nothing for a whole window.</p>
      ) : null}
      <div className="form-pair">
        <TextField
          label="For at least"
          placeholder="at once"
          disabled={disabled}
          value={form.for}
          error={errorAt(errors, "for")}
          onChange={(held) => onChange({ for: held })}
        />
        <TextField
          label="Cooldown"
          placeholder="none"
          disabled={disabled}
          value={form.cooldown}
          error={errorAt(errors, "cooldown")}
          onChange={(cooldown) => onChange({ cooldown })}
        />
      </div>
    </section>
  );
}
