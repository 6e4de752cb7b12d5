import type { Finding } from "../../../shared/sentinel.ts";

/** What each factor says of a finding. */
const MEANINGS: Readonly<Record<string, string>> = {
  magnitude: "How far it is from the expectation",
  exposure: "Money beyond the expectation",
  breadth: "How many customers",
  recency: "How new it is",
  control: "Share without a working control",
};

function shown(value: number): string {
  return value.toFixed(2);
}

/** How a score comes about: contributions that add up to it. */
export function Factors({ factors, score }: Pick<Finding, "factors" | "score">) {
  return (
    <table className="factors" aria-label="Factors of the score">
      <thead>
        <tr>
          <th scope="col">Factor</th>
          <th scope="col">
            <span className="sr-only">Share of the weight</span>
          </th>
          <th scope="col" className="table-number">
            Value × weight × gate
          </th>
          <th scope="col" className="table-number">
            Points
          </th>
        </tr>
      </thead>
      <tbody>
        {factors.map(({ name, value, weight, gate, contribution }) => (
          <tr key={name}>
            <th scope="row" title={MEANINGS[name] ?? name}>
              {name}
            </th>
            <td>
              <svg className="factor-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect width="100" height="6" className="factor-rest" />
                <rect width={(100 * contribution) / weight} height="6" className="factor-part" />
              </svg>
            </td>
            <td className="table-number number muted">
              {shown(value)} × {weight} × {shown(gate)}
            </td>
            <td className="table-number number">{shown(contribution)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={3}>
            Score
          </th>
          <td className="table-number number">{shown(score)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
