import type { AlertAction } from "../../shared/alerts.ts";
import { formatDuration, toIso } from "../../shared/time.ts";
import type { SettledRun, TrackedAlert } from "./tracked-alert.ts";

/*
 * The life of an alert. Live evaluations (on every event, at every slide boundary) move it at once; evaluations of
 * settled windows confirm or correct it.
 *
 *                 breach, `for`             held for `for`
 *   (nothing) ───────────────► pending ──────────────────► firing ◄────────────┐
 *       │                         │                        │    │              │ breach within
 *       │ breach, no `for`        │ recovers   acknowledge │    │ recovers,    │ `cooldown`
 *       └────────────► firing     ▼                        ▼    │ or a person  │
 *                             retracted ◄────── acknowledged ───┴─────────► resolved
 *                                 ▲   none of its settled windows breached     │
 *                                 └────────────────────────────────────────────┘
 *   retracted ──► resolved   when the settled windows breached for `for` after all
 *
 * A person's resolve holds until the value has recovered: the same breach does not open a second alert.
 */

/** The alerts of one group: at most one open, and those closed whose windows have not settled or that may reopen. */
export interface Track {
  current: TrackedAlert | undefined;
  /** Closed ones, oldest first. */
  closed: TrackedAlert[];
  /** A person resolved while the condition held. */
  held: boolean;
  /** The alert that the settled breach in progress belongs to. */
  runOwner: TrackedAlert | undefined;
}

/** One evaluation of a window. */
export interface Observation {
  /** When it was evaluated, epoch ms. */
  readonly at: number;
  /** End of the window, epoch ms. */
  readonly end: number;
  readonly value: number;
  readonly breach: boolean;
  readonly recovered: boolean;
}

/** A window in which the aggregate has no value. */
export interface EmptyObservation {
  readonly at: number;
  readonly end: number;
  readonly value: null;
}

/** What the lifecycle needs to know of its metric, and how it makes and announces alerts. */
export interface LifecycleContext {
  readonly forMs: number;
  readonly cooldownMs: number;
  readonly sizeMs: number;
  readonly slideMs: number;
  readonly worse: (a: number, b: number) => number;
  /** The id of the `nth` alert (from 1) whose first breaching window ends at `end`. */
  readonly idOf: (end: number, nth: number) => string;
  readonly open: (id: string, observation: Observation) => TrackedAlert;
  /** Whether no window that ends between the two times has recovered, as far as is known now. */
  readonly unbroken: (fromEnd: number, toEnd: number) => boolean;
  readonly evidence: () => string[];
  readonly emit: (alert: TrackedAlert, at: number) => void;
}

/** A firing alert whose value or evidence moves is sent again at most this often. */
const REFRESH_MS = 5_000;

export function newTrack(): Track {
  return { current: undefined, closed: [], held: false, runOwner: undefined };
}

/** Nothing is open, and nothing closed can still change but by reopening. */
export function isSettled(track: Track): boolean {
  if (track.current || track.runOwner || track.held) return false;
  return track.closed.every((alert) => alert.done);
}

/** Takes a live evaluation. */
export function observeLive(context: LifecycleContext, track: Track, seen: Observation): void {
  if (seen.breach) {
    if (track.held) return;
    if (track.current) continueBreach(context, track.current, seen);
    else beginBreach(context, track, seen);
  } else {
    if (seen.recovered) track.held = false;
    if (track.current) endBreach(context, track, track.current, seen);
  }
}

function beginBreach(context: LifecycleContext, track: Track, seen: Observation): void {
  const last = track.closed.at(-1);
  const alert = last && reopens(context, last, seen) ? reopen(track, last, seen) : openNew(context, track, seen);
  track.current = alert;
  if (context.forMs === 0) fire(alert);
  else alert.status = "pending";
  record(context, alert, seen);
  context.emit(alert, seen.at);
}

/** Two alerts of a group may begin with the same window only when the first of them has settled on an earlier one. */
function openNew(context: LifecycleContext, track: Track, seen: Observation): TrackedAlert {
  const taken = new Set([...track.closed, ...(track.current ? [track.current] : [])].map((alert) => alert.id));
  let nth = 1;
  while (taken.has(context.idOf(seen.end, nth))) nth++;
  return context.open(context.idOf(seen.end, nth), seen);
}

/** Within the cooldown, or so soon that a new alert would begin with the same window and have the same id. */
function reopens(context: LifecycleContext, last: TrackedAlert, seen: Observation): boolean {
  if (last.id === context.idOf(seen.end, 1)) return true;
  return last.status === "resolved" && context.cooldownMs > 0 && seen.at - (last.resolvedAt ?? 0) <= context.cooldownMs;
}

function reopen(track: Track, alert: TrackedAlert, seen: Observation): TrackedAlert {
  track.closed.pop();
  alert.occurrences++;
  alert.resolvedAt = undefined;
  alert.acknowledgedBy = undefined;
  if (alert.done) alert.unsettledFrom = seen.end;
  alert.breachFrom = seen.end;
  alert.done = false;
  return alert;
}

function fire(alert: TrackedAlert): void {
  alert.status = "firing";
  alert.fired = true;
}

function record(context: LifecycleContext, alert: TrackedAlert, seen: Observation): void {
  see(alert, seen);
  alert.evidence = context.evidence();
}

function see(alert: TrackedAlert, seen: Observation): void {
  alert.value = seen.value;
  alert.windowEnd = seen.end;
  alert.lastSeenAt = seen.at;
}

function continueBreach(context: LifecycleContext, alert: TrackedAlert, seen: Observation): void {
  const fires = alert.status === "pending" && seen.end - alert.breachFrom >= context.forMs;
  if (fires) fire(alert);
  see(alert, seen);
  if (!fires && (seen.at - alert.emittedAt < REFRESH_MS || !hasMoved(context, alert))) return;
  alert.evidence = context.evidence();
  context.emit(alert, seen.at);
}

/** Whether the value or the events behind it are no longer those that were last sent out; a later window alone is no news. */
function hasMoved(context: LifecycleContext, alert: TrackedAlert): boolean {
  if (alert.value !== alert.sentValue) return true;
  const evidence = context.evidence();
  return evidence.length !== alert.evidence.length || evidence.some((id, index) => id !== alert.evidence[index]);
}

function endBreach(context: LifecycleContext, track: Track, alert: TrackedAlert, seen: Observation): void {
  if (alert.status === "pending") {
    amend(alert, seen.at, `recovered before the condition had held for ${formatDuration(context.forMs)}`);
    close(context, track, alert, alert.fired ? "resolved" : "retracted", seen.at);
  } else if (seen.recovered) close(context, track, alert, "resolved", seen.at);
}

function close(context: LifecycleContext, track: Track, alert: TrackedAlert, status: "resolved" | "retracted", at: number): void {
  alert.status = status;
  alert.resolvedAt = at;
  if (track.current === alert) {
    track.current = undefined;
    track.closed.push(alert);
  }
  context.emit(alert, at);
}

function amend(alert: TrackedAlert, at: number, cause: string): void {
  alert.amended.push({ at: toIso(at), cause });
}

/** Closes what is open for a reason outside the values: the metric changed, its group went quiet. */
export function closeOpen(context: LifecycleContext, track: Track, at: number, cause: string): void {
  const alert = track.current;
  if (!alert) return;
  amend(alert, at, cause);
  close(context, track, alert, alert.fired ? "resolved" : "retracted", at);
}

/** Takes the evaluation of a window that has settled; these come in order, one a slide. */
export function observeSettled(context: LifecycleContext, track: Track, seen: Observation | EmptyObservation): void {
  if (seen.value !== null && seen.breach) extendRun(context, track, seen);
  else if (endsRun(context, track.runOwner?.run, seen)) closeRun(context, track, seen);
  for (const alert of track.current ? [...track.closed, track.current] : track.closed.slice()) {
    if (seen.end >= alert.windowEnd && !alert.run && alert.status !== "retracted") {
      amend(alert, seen.at, track.runOwner ? `the breach is that of alert ${track.runOwner.id}` : "no settled window breached");
      retract(context, track, alert, seen.at);
    }
  }
  forget(context, track, seen);
}

/** A window that breaches no more ends the run when it has recovered, when the run was too short for `for` anyway, or for want of data. */
function endsRun(context: LifecycleContext, run: SettledRun | undefined, seen: Observation | EmptyObservation): boolean {
  if (!run) return false;
  if (seen.value === null) return wentQuiet(context, run.lastEnd, seen.end);
  return seen.recovered || run.lastEnd - run.firstEnd < context.forMs;
}

/** A window without a value gives no verdict; once there has been none for a whole window, what was open is closed. */
function wentQuiet(context: LifecycleContext, lastBreachEnd: number, end: number): boolean {
  return end - lastBreachEnd > context.sizeMs;
}

/** Takes a live evaluation of a window that has no value. */
export function observeEmpty(context: LifecycleContext, track: Track, seen: EmptyObservation): void {
  if (track.current && wentQuiet(context, track.current.windowEnd, seen.end)) {
    closeOpen(context, track, seen.at, `no data for ${formatDuration(context.sizeMs)}`);
  }
}

function extendRun(context: LifecycleContext, track: Track, seen: Observation): void {
  const owner = track.runOwner ?? claimRun(context, track, seen);
  const run = owner.run ?? { firstEnd: seen.end, lastEnd: seen.end, value: seen.value, closedEnd: undefined };
  run.closedEnd = undefined;
  run.lastEnd = seen.end;
  run.value = context.worse(run.value, seen.value);
  owner.run = run;
  if (!owner.fired && run.lastEnd - run.firstEnd >= context.forMs) confirm(context, track, owner, seen.at);
}

/** The alert that announced this breach: the first that is about it and has no settled breach of its own, or may reopen. */
function claimRun(context: LifecycleContext, track: Track, seen: Observation): TrackedAlert {
  const { slideMs } = context;
  const reaches = (alert: TrackedAlert) =>
    alert.windowEnd >= seen.end - slideMs && (alert.unsettledFrom <= seen.end + slideMs || context.unbroken(seen.end, alert.unsettledFrom));
  const free = (alert: TrackedAlert) => alert.run?.closedEnd === undefined || continues(context, alert, alert.run.closedEnd, seen.end);
  const known = [...track.closed, ...(track.current ? [track.current] : [])].find((alert) => reaches(alert) && free(alert));
  track.runOwner = known ?? openSettled(context, track, seen);
  return track.runOwner;
}

/** A breach that settles after an earlier one of the alert is its own when it comes within the cooldown, or was what reopened it. */
function continues(context: LifecycleContext, alert: TrackedAlert, closedEnd: number, end: number): boolean {
  if (end - closedEnd <= context.cooldownMs) return true;
  const reopened = context.cooldownMs > 0 && alert.occurrences > 1;
  return reopened && alert.breachFrom > closedEnd && alert.breachFrom <= end + context.slideMs;
}

/** Events that came late, but on time, made a window breach that had not when it was live. */
function openSettled(context: LifecycleContext, track: Track, seen: Observation): TrackedAlert {
  const alert = openNew(context, track, seen);
  amend(alert, seen.at, "found when the window settled");
  alert.status = "pending";
  record(context, alert, seen);
  if (context.forMs === 0) fire(alert);
  if (track.current) {
    alert.status = alert.fired ? "resolved" : "retracted";
    alert.resolvedAt = seen.at;
    track.closed.push(alert);
  } else track.current = alert;
  context.emit(alert, seen.at);
  return alert;
}

/** The settled windows have breached for long enough, whatever the live ones showed. */
function confirm(context: LifecycleContext, track: Track, alert: TrackedAlert, at: number): void {
  alert.fired = true;
  if (track.current === alert) alert.status = "firing";
  else {
    alert.status = "resolved";
    amend(alert, at, `the settled windows breached for ${formatDuration(context.forMs)}`);
  }
  context.emit(alert, at);
}

function closeRun(context: LifecycleContext, track: Track, seen: { at: number; end: number }): void {
  const owner = track.runOwner;
  track.runOwner = undefined;
  const run = owner?.run;
  if (!owner || !run) return;
  run.closedEnd = seen.end;
  if (run.lastEnd - run.firstEnd < context.forMs) {
    owner.run = undefined;
    if (owner.fired && track.current !== owner) {
      amend(owner, seen.at, `its settled windows breached for less than ${formatDuration(context.forMs)}`);
      retract(context, track, owner, seen.at);
    }
    return;
  }
  context.emit(owner, seen.at);
}

function retract(context: LifecycleContext, track: Track, alert: TrackedAlert, at: number): void {
  alert.status = "retracted";
  alert.resolvedAt ??= at;
  if (track.current === alert) track.current = undefined;
  else track.closed = track.closed.filter((other) => other !== alert);
  context.emit(alert, at);
}

/** Marks the closed alerts that no settled window can change any more; those that cannot reopen either are dropped. */
function forget(context: LifecycleContext, track: Track, seen: { at: number; end: number }): void {
  track.closed = track.closed.filter((alert) => alert === track.runOwner || seen.end < alert.windowEnd || alert.status !== "retracted");
  for (const alert of track.closed) alert.done = seen.end >= alert.windowEnd && alert.run?.closedEnd !== undefined;
  forgetCooled(track, seen.at, context.cooldownMs);
}

/** Drops closed alerts that wait for nothing but a reopening that comes too late now. */
export function forgetCooled(track: Track, at: number, cooldownMs: number): void {
  track.closed = track.closed.filter((alert) => !alert.done || at - (alert.resolvedAt ?? at) <= cooldownMs);
}

/** Carries out a person's action; false when the alert's state does not allow it. */
export function act(context: LifecycleContext, track: Track, alert: TrackedAlert, action: AlertAction, actor: string, at: number): boolean {
  const open = track.current === alert;
  if (action.action === "acknowledge") {
    if (!open) return false;
    alert.status = "acknowledged";
    alert.fired = true;
    alert.acknowledgedBy = actor;
  }
  if (action.action === "resolve") {
    if (!open) return false;
    track.held = true;
  }
  if (action.action === "assign") alert.assignedTo = action.to;
  const text = action.action === "note" ? action.text : "note" in action ? action.note : undefined;
  if (text !== undefined) alert.notes.push({ at: toIso(at), actor, text });
  if (action.action === "resolve") close(context, track, alert, "resolved", at);
  else context.emit(alert, at);
  return true;
}
