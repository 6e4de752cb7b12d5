import { Command } from "cmdk";
import { Moon, Sun } from "lucide-react";
import { useState } from "react";
import { useStore } from "zustand";
import { alertTitle, byUrgency, STATUS_WORDS } from "../../lib/alert-text.ts";
import { useGoTo } from "../../lib/navigation.ts";
import { alertsStore } from "../../stores/alerts.ts";
import { type Theme, uiStore } from "../../stores/ui.ts";
import { PAGES } from "../../views/pages.tsx";
import { SeverityMark } from "../marks/SeverityMark.tsx";

const ALERTS_SHOWN = 20;

function useFoundAlerts(text: string) {
  const byId = useStore(alertsStore, (state) => state.byId);
  const needle = text.trim().toLowerCase();
  return [...byId.values()]
    .filter((alert) => `${alertTitle(alert)} ${alert.summary}`.toLowerCase().includes(needle))
    .sort(byUrgency)
    .slice(0, ALERTS_SHOWN);
}

/** Pages, alerts and settings by typing; the content of a modal. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const goTo = useGoTo();
  const alerts = useFoundAlerts(text);
  const pages = PAGES.filter((page) => page.label.toLowerCase().includes(text.trim().toLowerCase()));
  const themes = (["dark", "light"] as const).filter((theme) => `theme ${theme}`.includes(text.trim().toLowerCase()));
  const run = (action: () => void) => () => {
    onClose();
    action();
  };
  const setTheme = (theme: Theme) => uiStore.setState({ theme });
  return (
    <Command label="Go to" shouldFilter={false}>
      <Command.Input autoFocus value={text} onValueChange={setText} placeholder="Page, alert or theme" className="palette-input" />
      <Command.List className="palette-list">
        <Command.Empty className="palette-empty">Nothing is called that.</Command.Empty>
        {pages.length > 0 ? (
          <Command.Group heading="Pages">
            {pages.map(({ path, label, icon: Icon }) => (
              <Command.Item key={path} value={`page ${path}`} onSelect={run(() => goTo(path))} className="palette-item">
                <Icon size={14} aria-hidden="true" />
                {label}
              </Command.Item>
            ))}
          </Command.Group>
        ) : null}
        {alerts.length > 0 ? (
          <Command.Group heading="Alerts">
            {alerts.map((alert) => (
              <Command.Item
                key={alert.id}
                value={`alert ${alert.id}`}
                onSelect={run(() => goTo(`/alerts/${alert.id}`))}
                className="palette-item"
              >
                <SeverityMark kind={alert.severity} word={false} />
                <span className="clip">{alertTitle(alert)}</span>
                <span className="palette-side">{STATUS_WORDS[alert.status]}</span>
              </Command.Item>
            ))}
          </Command.Group>
        ) : null}
        {themes.length > 0 ? (
          <Command.Group heading="Theme">
            {themes.map((theme) => (
              <Command.Item key={theme} value={`theme ${theme}`} onSelect={run(() => setTheme(theme))} className="palette-item">
                {theme === "dark" ? <Moon size={14} aria-hidden="true" /> : <Sun size={14} aria-hidden="true" />}
                {theme === "dark" ? "Dark theme" : "Light theme"}
              </Command.Item>
            ))}
          </Command.Group>
        ) : null}
      </Command.List>
    </Command>
  );
}
