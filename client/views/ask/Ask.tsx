import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { ask, getCatalog } from "../../api/ask.ts";
import { Button } from "../../components/ui/Button.tsx";
import { ErrorState, Skeleton } from "../../components/ui/States.tsx";
import { useTitle } from "../../lib/use-title.ts";
import { DataSource } from "./DataSource.tsx";
import { type BoxHandle, QuestionBox } from "./QuestionBox.tsx";
import { Suggestions } from "./Suggestions.tsx";
import { TurnCard } from "./TurnCard.tsx";
import { createThread, type Turn } from "./thread.ts";
import { useAsked } from "./use-asked.ts";
import "./ask.css";

/** What a screen reader is told of the newest question. */
function said(turn: Turn | undefined): string {
  if (!turn || turn.state === "waiting") return "";
  if (turn.state === "working") return "Working on the answer";
  if (turn.state === "cancelled") return "Cancelled";
  const { answer } = turn;
  return answer?.clarification?.prompt ?? answer?.unsupported?.detail ?? answer?.insights[0]?.text ?? answer?.interpretation ?? "";
}

/** Questions in plain words, and their answers with the proof. */
export function Ask() {
  useTitle("Ask");
  const catalog = useQuery({ queryKey: ["catalog"], queryFn: ({ signal }) => getCatalog(signal), staleTime: 60_000 });
  const { questions, domain, ask: onAsk, startAnew, setDomain } = useAsked();
  const [thread] = useState(() => createThread(ask));
  const turns = useStore(thread.turns);
  const box = useRef<BoxHandle>(null);
  useEffect(() => thread.show({ questions, domain }), [thread, questions, domain]);
  useEffect(() => () => thread.cancel(), [thread]);
  const isStart = questions.length === 0;
  const input = <QuestionBox key={isStart ? "first" : "next"} handle={box} isFollowUp={!isStart} onAsk={onAsk} />;
  const source = catalog.data ? <DataSource catalog={catalog.data} /> : null;
  return (
    <div className={`page ask ${isStart ? "ask-empty" : "ask-asked"}`}>
      <header className="page-head">
        <div>
          <h1 className="page-title">Ask</h1>
          {source}
        </div>
        {isStart ? null : (
          <div className="page-actions">
            <Button onClick={startAnew}>
              <Plus size={14} aria-hidden="true" />
              New question
            </Button>
          </div>
        )}
      </header>
      {isStart ? input : null}
      {isStart && catalog.isPending ? <Skeleton /> : null}
      {isStart && catalog.isError ? (
        <ErrorState what="What can be asked about could not be read" error={catalog.error} onRetry={() => catalog.refetch()} />
      ) : null}
      {isStart && catalog.data ? <Suggestions catalog={catalog.data} domain={domain} onDomain={setDomain} onAsk={onAsk} /> : null}
      {turns.map((turn, index) => (
        <TurnCard
          key={turn.id}
          turn={turn}
          isNew={index > 0 && index === turns.length - 1}
          onAsk={onAsk}
          onEdit={(edit) => box.current?.edit(edit)}
          onRetry={thread.retry}
          onCancel={thread.cancel}
        />
      ))}
      {isStart ? null : <div className="ask-dock">{input}</div>}
      <p className="sr-only" aria-live="polite">
        {said(turns.findLast(({ state }) => state !== "waiting"))}
      </p>
    </div>
  );
}
