import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const READY_MS = 30_000;

/** Prometheus scraping a counter of events every second, with an Alertmanager behind it. */
export interface PolledStack {
  /** Counts an event of this name; its first one raises an alert. */
  count(name: string): void;
  stop(): Promise<void>;
}

interface Notification {
  readonly alerts: readonly { readonly labels: { readonly probe?: string } }[];
}

async function installed(command: string): Promise<boolean> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const found = await access(join(folder, command)).then(
      () => true,
      () => false,
    );
    if (found) return true;
  }
  return false;
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A port that was free a moment ago: neither program tells which one it took. */
async function freeAddress(): Promise<string> {
  const server = createServer();
  const address = await listen(server);
  server.close();
  await once(server, "close");
  return address;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

async function ready(address: string): Promise<void> {
  const until = performance.now() + READY_MS;
  while (performance.now() < until) {
    const answered = await fetch(`http://${address}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${address} did not become ready`);
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/** Starts both programs on free ports with their data in a temporary folder; undefined where they are not installed. */
export async function startPolledStack(fired: (name: string) => void): Promise<PolledStack | undefined> {
  if (!(await installed("prometheus")) || !(await installed("prometheus-alertmanager"))) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "crowsnest-bench-polled-"));
  const counts = new Map<string, number>();
  const exporter = createServer((_request, response) => {
    response.setHeader("content-type", "text/plain; version=0.0.4");
    response.end(`# TYPE events counter\n${[...counts].map(([name, n]) => `events{probe="${name}"} ${n}\n`).join("")}`);
  });
  const receiver = createServer(async (request, response) => {
    const { alerts } = JSON.parse(await bodyOf(request)) as Notification;
    for (const { labels } of alerts) fired(labels.probe ?? "");
    response.end();
  });
  const [target, webhook, manager, prometheus] = [await listen(exporter), await listen(receiver), await freeAddress(), await freeAddress()];
  await writeFile(join(folder, "alertmanager.yml"), managerConfig(webhook));
  await writeFile(join(folder, "prometheus.yml"), prometheusConfig(target, manager));
  await writeFile(join(folder, "rules.yml"), RULES);
  const start = (command: string, config: string, address: string, more: readonly string[]) =>
    spawn(
      command,
      [
        `--config.file=${join(folder, config)}`,
        `--web.listen-address=${address}`,
        `--storage.${more[0]}=${folder}/${command}`,
        ...more.slice(1),
      ],
      {
        stdio: "ignore",
      },
    );
  const children = [
    start("prometheus-alertmanager", "alertmanager.yml", manager, ["path", "--cluster.listen-address="]),
    start("prometheus", "prometheus.yml", prometheus, ["tsdb.path"]),
  ];
  const stop = async () => {
    await Promise.all(children.map(end));
    exporter.close();
    receiver.close();
    exporter.closeAllConnections();
    receiver.closeAllConnections();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all([ready(manager), ready(prometheus)]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { count: (name) => counts.set(name, (counts.get(name) ?? 0) + 1), stop };
}

const RULES = `groups:
- name: probes
  interval: 1s
  rules:
  - alert: Probe
    expr: events >= 1
`;

function prometheusConfig(target: string, manager: string): string {
  return `global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
rule_files: [rules.yml]
scrape_configs: [{job_name: probe, static_configs: [{targets: ["${target}"]}]}]
alerting: {alertmanagers: [{static_configs: [{targets: ["${manager}"]}]}]}
`;
}

/** Each probe is a group of its own, so that none waits for another's interval. */
function managerConfig(webhook: string): string {
  return `route: {receiver: probe, group_by: ["..."], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
receivers: [{name: probe, webhook_configs: [{url: "http://${webhook}/", send_resolved: false}]}]
`;
}
