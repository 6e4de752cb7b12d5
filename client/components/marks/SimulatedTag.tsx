import { FlaskConical } from "lucide-react";
import "./marks.css";

/** Marks what a generator made, so that nobody takes it for the real thing. */
export function SimulatedTag({ word = true }: { word?: boolean }) {
  return (
    <span className={`simulated ${word ? "" : "simulated-bare"}`} title="Made by the simulator">
      <FlaskConical size={word ? 11 : 13} aria-hidden="true" />
      <span className={word ? "" : "sr-only"}>Simulated</span>
    </span>
  );
}
