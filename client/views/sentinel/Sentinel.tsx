import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useParams } from "react-router";
import { useStore } from "zustand";
import { queryClient } from "../../api/query-client.ts";
import { getScan, listScans } from "../../api/sentinel.ts";
import { Page } from "../../components/ui/Page.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../components/ui/States.tsx";
import { useGoTo } from "../../lib/navigation.ts";
import { useTitle } from "../../lib/use-title.ts";
import { History } from "./History.tsx";
import { createScanWatcher } from "./live-scan.ts";
import { Report } from "./Report.tsx";
import { Schedule } from "./Schedule.tsx";
import { type ScanWish, StartScan } from "./StartScan.tsx";
import { Watched } from "./Watched.tsx";
import "./sentinel.css";

const LEDE = "Finds what matters in the data, with evidence.";

/** What the last scan has found, one that runs, and those before. */
export function Sentinel() {
  useTitle("Sentinel");
  const goTo = useGoTo();
  const { scanId } = useParams();
  const scans = useQuery({ queryKey: ["scans"], queryFn: ({ signal }) => listScans(signal) });
  const [watcher] = useState(() =>
    createScanWatcher(({ scanId: id, report }) => {
      if (report) queryClient.setQueryData(["scan", report.id], report);
      void queryClient.invalidateQueries({ queryKey: ["scans"] });
      if (!report) void queryClient.invalidateQueries({ queryKey: ["scan", id] });
    }),
  );
  const { progress, error } = useStore(watcher.state);
  const shownId = scanId ?? scans.data?.[0]?.id;
  const report = useQuery({
    queryKey: ["scan", shownId],
    queryFn: ({ signal }) => getScan(shownId ?? "", signal),
    enabled: shownId !== undefined,
    staleTime: 60_000,
  });
  const running = report.data?.status === "running" ? report.data.id : undefined;
  useEffect(() => {
    if (running !== undefined && progress === undefined) watcher.watch({ lastEventId: `${running}.0` });
  }, [watcher, running, progress]);
  useEffect(() => () => watcher.leave(), [watcher]);
  const isWatching = progress !== undefined && progress.state === "running";

  const show = (id: string) => {
    watcher.leave();
    goTo(`/sentinel/${id}`);
  };
  const start = (wish: ScanWish) => {
    goTo("/sentinel");
    watcher.watch(wish);
  };
  if (scans.isPending) return <Skeleton lines={12} />;
  if (!scans.data) return <ErrorState what="The scans could not be read" error={scans.error} onRetry={() => scans.refetch()} />;
  const actions = <StartScan running={isWatching ? (progress.scanId ?? "") : undefined} onStart={start} />;
  return (
    <Page title="Sentinel" lede={LEDE} actions={actions}>
      <Schedule />
      {error === undefined ? null : <ErrorState what="The scan could not be followed" error={error} onRetry={() => watcher.leave()} />}
      {progress?.state === "failed" ? <p className="panel scan-ended">The scan ended early: {progress.reason}.</p> : null}
      {isWatching ? (
        <Watched progress={progress} />
      ) : progress?.report ? (
        <Report report={progress.report} scans={scans.data} />
      ) : report.isError ? (
        <ErrorState what="The report could not be read" error={report.error} onRetry={() => report.refetch()} />
      ) : report.data ? (
        <Report report={report.data} scans={scans.data} />
      ) : shownId === undefined ? (
        <EmptyState title="No scan yet">Run one: it takes a second or two, reads only, and its report stays here.</EmptyState>
      ) : (
        <Skeleton lines={10} />
      )}
      {scans.data.length > 0 ? <History scans={scans.data} shownId={progress?.scanId ?? shownId} onShow={show} /> : null}
    </Page>
  );
}
