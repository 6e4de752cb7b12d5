import { Check, CircleDashed, CircleDot, Minus, Square } from "lucide-react";
import { Link, useSearchParams } from "react-router";
import type { Generator } from "../../../shared/generators.ts";
import { SimulatedTag } from "../../components/marks/SimulatedTag.tsx";
import { useCanOperate } from "../../components/shell/session.ts";
import { Button } from "../../components/ui/Button.tsx";
import { groupValues } from "../../lib/alert-text.ts";
import { formatNumber, formatSpan } from "../../lib/format.ts";
import { pageAddress } from "../../lib/navigation.ts";
import { useNow } from "../../lib/use-now.ts";
import { type ExpectedOutcome, type Outcome, outcomes, scenarioTitle } from "./scenario-text.ts";
import type { GeneratorActions } from "./use-generators.ts";

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  raised: "Raised",
  open: "Was open before",
  waiting: "Not yet",
  missing: "Missing",
};
const OUTCOME_ICONS = { raised: Check, open: CircleDot, waiting: CircleDashed, missing: Minus } as const;

function ExpectedRow({ entry }: { entry: ExpectedOutcome }) {
  const [params] = useSearchParams();
  const { expected, outcome, alertId } = entry;
  const Icon = OUTCOME_ICONS[outcome];
  const values = groupValues(expected.group ?? {});
  const name = (
    <>
      {expected.metricName}
      {values ? <span className="muted"> {values}</span> : null}
    </>
  );
  return (
    <li className={`outcome outcome-${outcome}`}>
      <Icon size={14} aria-hidden="true" />
      {alertId === undefined ? (
        <span className="clip">{name}</span>
      ) : (
        <Link className="clip" to={pageAddress(`/alerts/${alertId}`, params)}>
          {name}
        </Link>
      )}
      <span className="outcome-word">{OUTCOME_WORDS[outcome]}</span>
    </li>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="number">{value}</dd>
    </div>
  );
}

function Remaining({ generator }: { generator: Generator }) {
  const now = useNow();
  return <span className="number">{formatSpan(Math.max(0, Date.parse(generator.endsAt) - now))} left</span>;
}

/** A generator at work: how far it is, what it has sent, and which of the expected alerts have come. */
export function RunCard({ generator, actions }: { generator: Generator; actions: GeneratorActions }) {
  const canOperate = useCanOperate();
  const entries = outcomes(generator);
  const met = entries.filter(({ outcome }) => outcome === "raised" || outcome === "open").length;
  const title = scenarioTitle(generator.scenario);
  return (
    <article className="panel run" aria-label={title}>
      <header className="run-head">
        <h3 className="run-title">{title}</h3>
        <SimulatedTag />
        <span className="muted run-left">
          <Remaining generator={generator} />
        </span>
        <Button className="button-small" disabled={!canOperate || actions.isBusy} onClick={() => actions.stop(generator)}>
          <Square size={11} aria-hidden="true" />
          Stop
        </Button>
      </header>
      <div
        className="progress"
        role="progressbar"
        aria-label={`Progress of ${title}`}
        aria-valuenow={Math.round(generator.progress * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span className="progress-fill" style={{ width: `${generator.progress * 100}%` }} />
      </div>
      <dl className="run-figures">
        <Figure label="Rate" value={`${formatNumber(generator.rate)}/s`} />
        <Figure label="Seed" value={String(generator.seed)} />
        <Figure label="Sent" value={formatNumber(generator.sent)} />
        <Figure label="Acknowledged" value={formatNumber(generator.acknowledged)} />
        <Figure label="Refused" value={formatNumber(generator.rejected)} />
        <Figure label="Expected alerts" value={entries.length === 0 ? "none" : `${met} of ${entries.length}`} />
      </dl>
      {entries.length > 0 ? (
        <ul className="run-expected">
          {entries.map((entry) => (
            <ExpectedRow key={JSON.stringify(entry.expected)} entry={entry} />
          ))}
        </ul>
      ) : null}
    </article>
  );
}
