import { Link, useSearchParams } from "react-router";
import type { Generator } from "../../../shared/generators.ts";
import { SimulatedTag } from "../../components/marks/SimulatedTag.tsx";
import { Panel } from "../../components/ui/Page.tsx";
import { formatNumber } from "../../lib/format.ts";
import { pageAddress } from "../../lib/navigation.ts";

/** What makes events up inside the server at present. */
export function RunningGenerators({ generators }: { generators: readonly Generator[] }) {
  const [params] = useSearchParams();
  return (
    <Panel id="generators-title" title="Generators" side={<Link to={pageAddress("/simulator", params)}>Simulator</Link>}>
      {generators.length === 0 ? <p className="panel-body muted">None is running: every event comes from outside.</p> : null}
      <ul className="generators">
        {generators.map(({ id, scenario, rate, progress }) => (
          <li key={id} className="generator">
            <span className="clip strong">{scenario}</span>
            <SimulatedTag word={false} />
            <span className="muted number generator-rate">
              {formatNumber(rate)}/s, {formatNumber(Math.round(progress * 100))}%
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
