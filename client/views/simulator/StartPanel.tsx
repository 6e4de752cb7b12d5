import { Play } from "lucide-react";
import type { FormEvent } from "react";
import type { ScenarioCard } from "../../api/generators.ts";
import { useCanOperate } from "../../components/shell/session.ts";
import { Button } from "../../components/ui/Button.tsx";
import { TextField } from "../../components/ui/Field.tsx";
import { Panel } from "../../components/ui/Page.tsx";
import { groupText } from "../../lib/alert-text.ts";
import { durationWords, formatNumber, plural } from "../../lib/format.ts";
import { byMetric, scenarioTitle } from "./scenario-text.ts";
import type { GeneratorActions } from "./use-generators.ts";
import type { SettingsForm } from "./use-settings.ts";

function Expected({ scenario }: { scenario: ScenarioCard }) {
  const metrics = byMetric(scenario.expects);
  if (metrics.length === 0) return <p className="muted">It should raise no alert: use it to see that nothing fires by mistake.</p>;
  return (
    <dl className="start-expects">
      {metrics.map(({ metricName, groups }) => (
        <div key={metricName}>
          <dt>{metricName}</dt>
          {groups.map(({ group }) => {
            const text = group === undefined ? "any group" : groupText(group);
            return (
              <dd key={text} className="muted clip" title={text}>
                {text === "" ? "the whole metric" : text}
              </dd>
            );
          })}
        </div>
      ))}
    </dl>
  );
}

function summaryOf({ input }: SettingsForm): string {
  if (!input) return "";
  const { rate = 0, duration = "" } = input;
  return `${formatNumber(rate)} events a second for ${durationWords(duration)}.`;
}

/** The chosen scenario with its settings; the page's one thing to do. */
export function StartPanel({ scenario, form, actions }: { scenario: ScenarioCard; form: SettingsForm; actions: GeneratorActions }) {
  const { settings, set, errors, input } = form;
  const canOperate = useCanOperate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (input) actions.start(input);
  };
  return (
    <Panel
      id="start-title"
      title={scenarioTitle(scenario.name)}
      className="start"
      side={<span className="muted number">{plural(scenario.expects.length, "expected alert")}</span>}
    >
      <form className="panel-body start-form" onSubmit={submit} noValidate>
        <div className="start-fields">
          <TextField
            label="Rate"
            unit="/s"
            inputMode="decimal"
            value={settings.rate}
            error={errors.rate}
            onChange={(rate) => set({ rate })}
          />
          <TextField label="Duration" value={settings.duration} error={errors.duration} onChange={(duration) => set({ duration })} />
          <TextField label="Seed" inputMode="numeric" value={settings.seed} error={errors.seed} onChange={(seed) => set({ seed })} />
        </div>
        <p className="muted start-summary">{summaryOf(form)} The same seed tells the same story.</p>
        <Button variant="primary" type="submit" className="start-button" disabled={!canOperate || actions.isBusy || !input}>
          <Play size={14} aria-hidden="true" />
          Start {scenarioTitle(scenario.name).toLowerCase()}
        </Button>
        {canOperate ? null : <p className="muted">Starting needs the role operator.</p>}
      </form>
      <div className="start-should">
        <h3>Should raise</h3>
        <Expected scenario={scenario} />
      </div>
    </Panel>
  );
}
