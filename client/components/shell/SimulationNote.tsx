import { FlaskConical } from "lucide-react";
import { Link, useSearchParams } from "react-router";
import { plural } from "../../lib/format.ts";
import { pageAddress } from "../../lib/navigation.ts";
import { Tip } from "../ui/Tip.tsx";
import { useEngine } from "./use-engine.ts";

/** On every page while a generator runs: a part of what is shown is made up. */
export function SimulationNote() {
  const [params] = useSearchParams();
  const running = useEngine().data?.generators ?? [];
  if (running.length === 0) return null;
  return (
    <Tip text={`${plural(running.length, "generator")} at work: ${running.map(({ scenario }) => scenario).join(", ")}`}>
      <Link to={pageAddress("/simulator", params)} className="button button-plain bar-simulated">
        <FlaskConical size={14} aria-hidden="true" />
        <span className="bar-wide">Simulating</span>
        <span className="sr-only">: simulated events are coming in</span>
      </Link>
    </Tip>
  );
}
