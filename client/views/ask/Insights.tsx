import type { Insight } from "../../../shared/answers.ts";

/** `largestLabel` as people say it. */
function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

function textOf(value: unknown): string {
  if (typeof value === "number") return value.toLocaleString("en-US", { maximumFractionDigits: 6 });
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The figures behind a sentence, as they are in the data or were computed from it. */
export function Evidence({ insight }: { insight: Insight }) {
  const entries = Object.entries(insight.evidence).filter(([name]) => !name.endsWith("Shown"));
  if (entries.length === 0) return null;
  return (
    <details className="ask-evidence">
      <summary>Evidence</summary>
      <dl>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt className="muted">{words(name)}</dt>
            <dd className="number">{textOf(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** What else the rows say. */
export function Insights({ insights }: { insights: readonly Insight[] }) {
  if (insights.length === 0) return null;
  return (
    <section className="ask-part" aria-label="Also seen in the rows">
      <h3 className="ask-part-title">Also in the rows</h3>
      <ul className="ask-insights">
        {insights.map((insight) => (
          <li key={`${insight.kind} ${insight.text}`}>
            <p>{insight.text}</p>
            <Evidence insight={insight} />
          </li>
        ))}
      </ul>
    </section>
  );
}
