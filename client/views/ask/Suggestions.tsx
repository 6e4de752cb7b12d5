import { Clock, MessageCircleQuestion } from "lucide-react";
import { useStore } from "zustand";
import type { CatalogAnswer } from "../../../shared/catalog-answer.ts";
import { Button } from "../../components/ui/Button.tsx";
import { Segmented } from "../../components/ui/Segmented.tsx";
import { forgetQuestions, recentStore } from "./recent.ts";

const EVERYTHING = "all";
const MOST_SUGGESTED = 6;
const MOST_RECENT = 6;

type Example = CatalogAnswer["examples"][number];

/** Those of the domain, and where they are few, the first ones of the others in turn. */
function suggestionsFor({ examples }: Pick<CatalogAnswer, "examples">, domain: string | undefined): readonly Example[] {
  const own = examples.filter((example) => example.domain === domain);
  const domains = [...new Set(examples.map((example) => example.domain))].filter((each) => each !== domain);
  const byDomain = domains.map((each) => examples.filter((example) => example.domain === each));
  const longest = Math.max(0, ...byDomain.map(({ length }) => length));
  const others = Array.from({ length: longest }, (_, at) => byDomain.flatMap((each) => each[at] ?? [])).flat();
  return [...own, ...others].slice(0, MOST_SUGGESTED);
}

function Recent({ onAsk }: { onAsk: (question: string) => void }) {
  const recent = useStore(recentStore);
  if (recent.length === 0) return null;
  return (
    <section aria-labelledby="ask-recent">
      <div className="ask-part-head">
        <h2 id="ask-recent" className="ask-part-title">
          Asked before
        </h2>
        <Button variant="quiet" className="button-small muted" onClick={forgetQuestions}>
          Forget them
        </Button>
      </div>
      <ul className="ask-recent">
        {recent.slice(0, MOST_RECENT).map((question) => (
          <li key={question}>
            <button type="button" className="ask-again" onClick={() => onAsk(question)}>
              <Clock size={14} aria-hidden="true" />
              <span className="clip">{question}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What could be asked, and what was. */
export function Suggestions({
  catalog,
  domain,
  onDomain,
  onAsk,
}: {
  catalog: CatalogAnswer;
  domain: string | undefined;
  onDomain: (domain: string | undefined) => void;
  onAsk: (question: string) => void;
}) {
  const labels = new Map(catalog.domains.map(({ name, label }) => [name, label]));
  const choices = [{ value: EVERYTHING, label: "Everything" }, ...catalog.domains.map(({ name, label }) => ({ value: name, label }))];
  const description = catalog.domains.find(({ name }) => name === domain)?.description;
  return (
    <div className="ask-start">
      <section aria-labelledby="ask-suggested">
        <div className="ask-part-head">
          <h2 id="ask-suggested" className="ask-part-title">
            You could ask
          </h2>
          <Segmented
            label="Domain"
            value={domain ?? EVERYTHING}
            choices={choices}
            onChoose={(value) => onDomain(value === EVERYTHING ? undefined : value)}
          />
        </div>
        {description ? <p className="ask-domain muted">{description}</p> : null}
        <ul className="ask-suggestions">
          {suggestionsFor(catalog, domain).map((example) => (
            <li key={`${example.domain} ${example.question}`}>
              <button type="button" className="ask-suggestion" onClick={() => onAsk(example.question)}>
                <MessageCircleQuestion size={16} aria-hidden="true" />
                <span className="ask-suggestion-text">{example.question}</span>
                <span className="ask-suggestion-side">{labels.get(example.domain) ?? example.domain}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <Recent onAsk={onAsk} />
    </div>
  );
}
