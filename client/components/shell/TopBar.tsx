import { ChevronDown, Clock, LogOut, Monitor, Moon, Pause, Play, Search, Sun, UserRound } from "lucide-react";
import { useStore } from "zustand";
import { setToken } from "../../api/token.ts";
import { RANGE_WORDS, RANGES } from "../../lib/alert-filter.ts";
import { useRange } from "../../lib/navigation.ts";
import { type Theme, togglePaused, uiStore } from "../../stores/ui.ts";
import { Button } from "../ui/Button.tsx";
import { Menu, MenuChoices, MenuItem, MenuText } from "../ui/Menu.tsx";
import { Segmented } from "../ui/Segmented.tsx";
import { Tip } from "../ui/Tip.tsx";
import { ConnectionChip } from "./ConnectionChip.tsx";
import { SimulationNote } from "./SimulationNote.tsx";
import { useSession } from "./session.ts";

const THEMES = [
  { value: "dark", label: "Dark", icon: Moon },
  { value: "light", label: "Light", icon: Sun },
  { value: "system", label: "Like the system", icon: Monitor },
] as const;

function RangeMenu() {
  const [range, setRange] = useRange();
  return (
    <Menu
      label="Time range"
      trigger={
        <Button className="bar-range" aria-label={`Time range: ${RANGE_WORDS[range]}`}>
          <Clock size={14} aria-hidden="true" />
          <span className="bar-wide">{RANGE_WORDS[range]}</span>
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
      }
    >
      <MenuChoices value={range} choices={RANGES.map((value) => ({ value, label: RANGE_WORDS[value] }))} onChoose={setRange} />
      <MenuText>Open alerts are always shown.</MenuText>
    </Menu>
  );
}

function PauseButton() {
  const paused = useStore(uiStore, (state) => state.paused);
  return (
    <Tip text={paused ? "Lists hold still. Resume" : "Hold all lists still"}>
      <Button className={paused ? "bar-paused" : ""} aria-label={paused ? "Paused" : "Pause"} aria-pressed={paused} onClick={togglePaused}>
        {paused ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
        <span className="bar-wide">{paused ? "Paused" : "Pause"}</span>
      </Button>
    </Tip>
  );
}

function ThemeMenu() {
  const theme = useStore(uiStore, (state) => state.theme);
  const Icon = THEMES.find((entry) => entry.value === theme)?.icon ?? Monitor;
  return (
    <Menu
      label="Theme"
      trigger={
        <Button variant="quiet" className="button-icon" aria-label="Theme">
          <Icon size={16} aria-hidden="true" />
        </Button>
      }
    >
      <MenuChoices<Theme> value={theme} choices={THEMES} onChoose={(next) => uiStore.setState({ theme: next })} />
    </Menu>
  );
}

function ActorMenu() {
  const { actor, role, authRequired } = useSession();
  if (!authRequired) return null;
  return (
    <Menu
      label="Account"
      trigger={
        <Button variant="quiet" aria-label={`Signed in as ${actor}`}>
          <UserRound size={16} aria-hidden="true" />
          <span className="bar-wide">{actor}</span>
        </Button>
      }
    >
      <MenuText>
        {actor}, {role}
      </MenuText>
      <MenuItem onSelect={() => setToken(undefined)}>
        <LogOut size={14} aria-hidden="true" />
        Sign out
      </MenuItem>
    </Menu>
  );
}

export function TopBar({ onSearch }: { onSearch: () => void }) {
  const zone = useStore(uiStore, (state) => state.zone);
  return (
    <header className="bar">
      <button type="button" className="bar-search" onClick={onSearch}>
        <Search size={14} aria-hidden="true" />
        <span>Go to page or alert</span>
        <kbd className="kbd">Ctrl K</kbd>
      </button>
      <div className="bar-tools">
        <SimulationNote />
        <RangeMenu />
        <Segmented
          label="Time zone"
          value={zone}
          choices={[
            { value: "local", label: "Local" },
            { value: "utc", label: "UTC" },
          ]}
          onChoose={(next) => uiStore.setState({ zone: next })}
        />
        <PauseButton />
        <ConnectionChip />
        <ThemeMenu />
        <ActorMenu />
      </div>
    </header>
  );
}
