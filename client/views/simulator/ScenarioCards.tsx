import { Check } from "lucide-react";
import type { ScenarioCard } from "../../api/generators.ts";
import { formatNumber } from "../../lib/format.ts";
import { byMetric, scenarioTitle } from "./scenario-text.ts";

/** A service keeps its own spelling also at the beginning. */
function sentence(text: string): string {
  if (/^\S+-\S/.test(text)) return `${text}.`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function Card({ scenario, isChosen, onChoose }: { scenario: ScenarioCard; isChosen: boolean; onChoose: () => void }) {
  const metrics = byMetric(scenario.expects);
  return (
    <label className={`scenario ${isChosen ? "scenario-chosen" : ""}`}>
      <input type="radio" name="scenario" className="sr-only" value={scenario.name} checked={isChosen} onChange={onChoose} />
      <span className="scenario-head">
        <span className="scenario-title">{scenarioTitle(scenario.name)}</span>
        {isChosen ? <Check size={14} aria-hidden="true" /> : null}
      </span>
      <span className="scenario-summary">{sentence(scenario.summary)}</span>
      <span className="scenario-expects">
        {metrics.length === 0 ? <span className="muted">Should raise nothing</span> : null}
        {metrics.map(({ metricName, groups }) => (
          <span key={metricName} className="scenario-expect">
            <span className="clip">{metricName}</span>
            {groups.length > 1 ? <span className="muted number">× {formatNumber(groups.length)}</span> : null}
          </span>
        ))}
      </span>
    </label>
  );
}

/** Every story that can be played, and the alerts it should raise. */
export function ScenarioCards({
  scenarios,
  chosen,
  onChoose,
}: {
  scenarios: readonly ScenarioCard[];
  chosen: string;
  onChoose: (name: string) => void;
}) {
  return (
    <fieldset className="scenarios">
      <legend className="sr-only">Scenario</legend>
      {scenarios.map((scenario) => (
        <Card key={scenario.name} scenario={scenario} isChosen={scenario.name === chosen} onChoose={() => onChoose(scenario.name)} />
      ))}
    </fieldset>
  );
}
